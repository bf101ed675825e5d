/** The book's theme: its frame and the one component that places generated blocks. */
import type { Theme } from "vitepress";
import AlmanacBlock from "./AlmanacBlock.vue";
import BookFrame from "./BookFrame.vue";
import "./style.css";
import "./prose.css";
import "./blocks.css";
import "./chart.css";
import "./setups.css";
import "./catalog.css";

export default {
  Layout: BookFrame,
  enhanceApp({ app }) {
    app.component("AlmanacBlock", AlmanacBlock);
  },
} satisfies Theme;
