import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { ColumnsPage } from '@/features/import/components/columns-page';
import { useStepProps } from '../step-props';

export const Route = createFileRoute('/_desk/imports/$id/map')({ component: Columns });

function Columns() {
  const { id } = Route.useParams();
  const navigate = useNavigate();
  return (
    <ColumnsPage
      {...useStepProps(id, Route.useRouteContext().me)}
      onNext={() => void navigate({ to: '/imports/$id/check', params: { id } })}
    />
  );
}
