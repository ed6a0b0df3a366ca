import { resolve } from "node:path";
import { defineConfig, type UserConfig } from "vite";

const at = (path: string): string => resolve(import.meta.dirname, path);

/** A page whose files all live under `dist/<name>/`, so that it can be mounted at any address. */
function page(name: string): UserConfig {
  return {
    root: at(name),
    base: "./",
    build: {
      outDir: at(`dist/${name}`),
      emptyOutDir: true,
      modulePreload: false,
      assetsInlineLimit: 0,
      target: "es2022",
      chunkSizeWarningLimit: 1200,
      rolldownOptions: {
        // antd marks its files for server components; nothing here is rendered on a server.
        onLog: (level, log, handle) => log.code === "MODULE_LEVEL_DIRECTIVE" || handle(level, log),
      },
    },
  };
}

/** The loader is one classic script with a fixed name, beside the widget's page. */
const loader: UserConfig = {
  root: at("loader"),
  build: {
    outDir: at("dist/widget"),
    emptyOutDir: false,
    target: "es2020",
    lib: { entry: "loader.ts", formats: ["iife"], name: "YidaLoader", fileName: () => "loader.js" },
  },
};

export default defineConfig(({ mode }) => (mode === "loader" ? loader : page(mode)));
