/** The shapes of what the server sends to the browser, and what other scripts leave on the window. */

interface Window {
  Plotly?: any;
}
