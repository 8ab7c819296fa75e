import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createRouter } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ProblemError } from '@/shared/api/problem';
import { createQueryClient } from '@/shared/api/query';
import { ForbiddenError } from '@/shared/auth/permissions';
import { antdTheme, cssVariables } from '@/shared/tokens';
import '@/ui-desk/global.css';
import '@/ui-desk/print.css';
import { Skeleton } from '@/ui-desk/states';
import { routeTree } from './route-tree.gen';
import { LostPage, RouteError } from './shell/route-states';

dayjs.locale('zh-cn');

// The server puts a fresh nonce into the page; style elements without it are refused.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const variables = document.createElement('style');
variables.nonce = nonce;
variables.textContent = cssVariables();
document.head.append(variables);

const queryClient = createQueryClient();
const router = createRouter({
  routeTree,
  basepath: '/desk',
  context: { queryClient },
  defaultPreload: 'intent',
  // Loaders keep nothing themselves: what is fresh is decided by the query client alone.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  ssr: { nonce },
  defaultPendingComponent: () => <Skeleton />,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: LostPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }

  /** What one page hands to the next without its address. */
  interface HistoryState {
    /** Rows copied from a spreadsheet. */
    pasted?: string;
  }
}

// Drawers and dialogs open in a place of their own: in the body they would lock its scrolling with
// a style element that carries no nonce. The page itself never scrolls, so nothing needs a lock.
const overlays = () => document.getElementById('overlays') ?? document.body;

const root = document.getElementById('root');
if (root) {
  createRoot(root, {
    // What a page shows to the person as 403 or 404 is no failure of the program.
    onCaughtError: (error) => {
      if (!(error instanceof ForbiddenError || error instanceof ProblemError)) console.error(error);
    },
  }).render(
    <StrictMode>
      <ConfigProvider
        locale={zhCN}
        theme={antdTheme}
        csp={{ nonce }}
        button={{ autoInsertSpace: false }}
        getPopupContainer={overlays}
      >
        <App className="app">
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </App>
      </ConfigProvider>
    </StrictMode>,
  );
}
