"""The browser's modules in Node, as the tests of the stage have them."""

from tests.stage.conftest import modules as modules
