import { createFileRoute, redirect } from '@tanstack/react-router';
import { importQueries } from '@/features/import/api';
import { STEP_ADDRESS, currentStep } from '@/features/import/steps';

/** One import without a step: where its work goes on. */
export const Route = createFileRoute('/_desk/imports/$id/')({
  loader: async ({ context, params }) => {
    const data = await context.queryClient.fetchQuery(importQueries.one(params.id));
    throw redirect({ to: STEP_ADDRESS[currentStep(data)], params, replace: true });
  },
});
