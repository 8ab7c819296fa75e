import { createFileRoute } from '@tanstack/react-router';
import { ResultPage } from '@/features/import/components/result-page';
import { useStepProps } from '../step-props';

export const Route = createFileRoute('/_desk/imports/$id/result')({ component: Result });

function Result() {
  const { id } = Route.useParams();
  return <ResultPage {...useStepProps(id, Route.useRouteContext().me)} />;
}
