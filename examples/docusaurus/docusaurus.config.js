import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";

export default {
  title: "Loss functions",
  url: "https://example.org",
  baseUrl: "/",
  presets: [
    [
      "classic",
      {
        docs: { routeBasePath: "/", remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] },
        theme: { customCss: ["katex/dist/katex.min.css"] },
        blog: false,
      },
    ],
  ],
};
