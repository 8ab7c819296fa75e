import { createFileRoute } from '@tanstack/react-router';
import { SchemePage } from '@/features/scheme/components/scheme-page';

/** For everybody who is logged in: it shows nothing of the record. */
export const Route = createFileRoute('/_desk/schemes')({
  component: SchemePage,
});
