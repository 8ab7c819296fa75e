import { DatePicker } from 'antd';
import dayjs from 'dayjs';

/** A month, which is what a period is. Periods are `YYYY-MM`. */
export function PeriodPicker(props: {
  value: string;
  onChange: (period: string) => void;
  label?: string;
  id?: string;
}) {
  return (
    <DatePicker
      picker="month"
      format="YYYY年M月"
      allowClear={false}
      value={dayjs(`${props.value}-01`)}
      aria-label={props.label ?? '账期'}
      {...(props.id ? { id: props.id } : {})}
      onChange={(value) => {
        const month = Array.isArray(value) ? value[0] : value;
        if (month) props.onChange(month.format('YYYY-MM'));
      }}
    />
  );
}
