// Formulas need the package markdown-it-mathjax3 beside vitepress.
export default {
  title: "Loss functions",
  markdown: { math: true },
};
