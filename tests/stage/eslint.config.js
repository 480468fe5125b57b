/** What is asked of the browser's code besides its format (prettier) and its types (tsc). */

import globals from "globals";

const STRICT = {
  complexity: ["error", 12],
  eqeqeq: "error",
  "max-len": ["error", { code: 120 }],
  "max-lines-per-function": ["error", 60],
  "no-undef": "error",
  "no-unused-vars": "error",
  "no-var": "error",
  "prefer-const": "error",
};

export default [
  { ignores: ["**/node_modules/**", "assets/vendor/**"] },
  { files: ["assets/stage/**/*.js"], languageOptions: { globals: globals.browser }, rules: STRICT },
  {
    files: ["assets/net/**/*.js"],
    languageOptions: { globals: { TextDecoder: "readonly", atob: "readonly" } },
    rules: STRICT,
  },
  { files: ["tests/{stage,contract}/**/*.js"], languageOptions: { globals: globals.node }, rules: STRICT },
];
