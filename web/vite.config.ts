import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Development only: what the server does for `/` and `/desk/*`. */
function deskEntry(): Plugin {
  return {
    name: 'desk-entry',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url === '/') {
          response.writeHead(302, { location: '/desk/' }).end();
          return;
        }
        if (request.url?.startsWith('/desk')) request.url = '/desk.html';
        next();
      });
    },
  };
}

/** Text files as small as they get, beside themselves: the server sends them as they are. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const text = readFileSync(join(dir, name));
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(text));
        writeFileSync(join(dir, `${name}.gz`), gzipSync(text, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [
    deskEntry(),
    compressed(),
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      routesDirectory: './src/entries/desk/routes',
      generatedRouteTree: './src/entries/desk/route-tree.gen.ts',
      quoteStyle: 'single',
      semicolons: true,
      tmpDir: 'node_modules/.tmp/router',
      disableLogging: true,
    }),
    react(),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2022',
    manifest: true,
    // Small files stay files: an inlined picture would be a second way of loading.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { desk: fileURLToPath(new URL('./desk.html', import.meta.url)) },
    },
  },
  server: {
    proxy: { '/api': process.env.YINFENG_API ?? 'http://127.0.0.1:8080' },
  },
});
