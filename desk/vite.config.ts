import { defineConfig } from "vite";

// Names without hashes: the program embeds three files by name.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: ["chrome109", "firefox115"],
    cssTarget: ["chrome109", "firefox115"],
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      output: {
        entryFileNames: "assets/desk.js",
        assetFileNames: (file) =>
          file.names.some((name) => name.endsWith(".css"))
            ? "assets/desk.css"
            : "assets/[name][extname]",
      },
    },
  },
});
