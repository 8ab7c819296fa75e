import { fileURLToPath } from 'node:url';
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

export default defineConfig({
  plugins: [
    deskEntry(),
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
