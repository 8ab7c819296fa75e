import { App, Button, Dropdown } from 'antd';
import { messageOf } from '@/shared/api/problem';
import { useTakeAway } from '../api';
import { TAKE_AWAYS } from '../model';

/** Files to take away. The document that was checked is never rewritten. */
export function TakeAways({ text }: { text: string }) {
  const { message } = App.useApp();
  const takeAway = useTakeAway();
  return (
    <Dropdown
      menu={{
        items: TAKE_AWAYS.map(({ kind, label }) => ({ key: kind, label })),
        onClick: ({ key }) => {
          const chosen = TAKE_AWAYS.find(({ kind }) => kind === key);
          if (!chosen) return;
          takeAway.mutate(
            { text, kind: chosen.kind, name: chosen.name },
            { onError: (error) => void message.error(messageOf(error).title) },
          );
        },
      }}
      trigger={['click']}
    >
      <Button loading={takeAway.isPending}>取走文件</Button>
    </Dropdown>
  );
}
