import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { orgsQuery } from '@/shared/api/orgs';

/** One organisation of those that the person may see. */
export function OrgSelect(props: {
  value: string | undefined;
  onChange: (code: string | undefined) => void;
  label: string;
  id?: string;
  /** Leaves the choice open, with these words for it. */
  all?: string;
  /** Only organisations that stand on the board, or all of the tree. */
  unitsOnly?: boolean;
  width?: number | string;
}) {
  const { data, isPending } = useQuery(orgsQuery());
  const orgs = (data?.items ?? []).filter((org) => !props.unitsOnly || org.is_unit);
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      aria-label={props.label}
      style={{ width: props.width ?? 176 }}
      loading={isPending}
      value={props.value ?? (props.all ? '' : undefined)}
      placeholder={props.all ? undefined : '请选择单位'}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        ...(props.all ? [{ value: '', label: props.all }] : []),
        ...orgs.map((org) => ({ value: org.code, label: org.name })),
      ]}
      onChange={(code: string) => props.onChange(code || undefined)}
    />
  );
}
