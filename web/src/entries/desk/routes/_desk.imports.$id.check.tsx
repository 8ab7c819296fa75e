import { createFileRoute, useNavigate } from '@tanstack/react-router';
import * as v from 'valibot';
import { CheckPage } from '@/features/import/components/check-page';
import { TABS } from '@/features/import/model';
import { oneOf, text } from '../search';
import { useStepProps } from '../step-props';

export const Route = createFileRoute('/_desk/imports/$id/check')({
  validateSearch: v.object({ tab: oneOf(TABS), rule: text }),
  component: Check,
});

function Check() {
  const { id } = Route.useParams();
  const view = Route.useSearch();
  const { me } = Route.useRouteContext();
  const navigate = useNavigate({ from: Route.fullPath });
  return (
    <CheckPage
      {...useStepProps(id, me)}
      view={view}
      onView={(search) => void navigate({ search, replace: true })}
      onNext={() => void navigate({ to: '/imports/$id/diff', params: { id } })}
    />
  );
}
