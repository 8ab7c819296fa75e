import { useNavigate } from '@tanstack/react-router';
import type { StepProps } from '@/features/import/components/import-frame';
import type { Me } from '@/shared/auth/permissions';

/** What each page of an import needs of the desk: who looks, and the ways away from it. */
export function useStepProps(id: string, me: Me): StepProps {
  const navigate = useNavigate();
  return {
    id,
    me,
    onResume: () => void navigate({ to: '/imports/$id', params: { id }, replace: true }),
    onGone: () => void navigate({ to: '/imports' }),
  };
}
