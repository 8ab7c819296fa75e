import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { DifferencesPage } from '@/features/import/components/differences-page';
import { useStepProps } from '../step-props';

export const Route = createFileRoute('/_desk/imports/$id/diff')({ component: Differences });

function Differences() {
  const { id } = Route.useParams();
  const navigate = useNavigate();
  return (
    <DifferencesPage
      {...useStepProps(id, Route.useRouteContext().me)}
      onCommitted={() => void navigate({ to: '/imports/$id', params: { id } })}
    />
  );
}
