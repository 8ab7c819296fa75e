import { createFileRoute } from '@tanstack/react-router';
import { LostPage } from '../shell/route-states';

/** Every other address of the desk: not found, with the menu beside it. */
export const Route = createFileRoute('/_desk/$')({ component: LostPage });
