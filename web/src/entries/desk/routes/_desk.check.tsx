import { createFileRoute } from '@tanstack/react-router';
import { CheckPage } from '@/features/check/components/check-page';

export const Route = createFileRoute('/_desk/check')({ component: CheckPage });
