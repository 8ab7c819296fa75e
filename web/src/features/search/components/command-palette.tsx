import { useQuery } from '@tanstack/react-query';
import SearchOutlined from '@ant-design/icons/SearchOutlined';
import { Input, Modal } from 'antd';
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { messageOf } from '@/shared/api/problem';
import { searchQueries } from '../api';
import { type Command, type Hit, byKind, kindLabel, matchingCommands, readRecent, withRecent } from '../model';
import styles from './command-palette.module.css';

type Option = { id: string; title: string; note: string; keys: readonly string[]; run: () => void };
type Section = { title: string; options: Option[] };

/**
 * One field for going anywhere: records by any part of their name, its initials or code, and the pages
 * and acts that the person may use. Arrows choose, Enter goes.
 */
export default function CommandPalette(props: {
  /** Recent records are kept for each person of this browser apart. */
  userId: string;
  commands: readonly Command[];
  /** Whether the person may look for records at all. */
  records: boolean;
  onHit: (hit: Hit) => void;
  onClose: () => void;
}) {
  const { commands, onClose } = props;
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const asked = useDeferredValue(text.trim());
  const records = searchQueries.records(asked);
  const query = useQuery({ ...records, enabled: props.records && records.enabled });
  const id = useId();
  const store = `yinfeng.recent.${props.userId}`;
  const [recent] = useState(() => readRecent(localStorage.getItem(store)));

  const goTo = (hit: Hit, kind = ''): Option => ({
    id: `${hit.kind}-${hit.key}`,
    title: hit.title,
    note: [kind, hit.note].filter(Boolean).join(' · '),
    keys: [],
    run: () => {
      localStorage.setItem(store, JSON.stringify(withRecent(recent, hit)));
      props.onHit(hit);
    },
  });
  const hits = asked.length >= 2 ? (query.data ?? []) : [];
  const sections: Section[] = [
    ...byKind(hits).map(({ label, hits: found }) => ({ title: label, options: found.map((hit) => goTo(hit)) })),
    { title: '最近打开', options: asked === '' ? recent.map((hit) => goTo(hit, kindLabel(hit.kind))) : [] },
    {
      title: '前往',
      options: matchingCommands(commands, asked).map(({ label, ...rest }) => ({ ...rest, title: label, note: '' })),
    },
  ].filter(({ options }) => options.length > 0);
  const options = sections.flatMap((section) => section.options);
  const at = Math.min(chosen, options.length - 1);

  const run = (option: Option | undefined) => {
    if (!option) return;
    onClose();
    option.run();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      event.preventDefault();
      setChosen((at + step + options.length) % options.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(options[at]);
    }
  };

  return (
    <Modal open title="查找与前往" footer={null} width={640} onCancel={onClose} className={styles.palette ?? ''} style={{ top: 88 }}>
      <Input
        autoFocus
        size="large"
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder="项目、企业、台账、通报的几个字，拼音首字母，编号，账期，或页面名称"
        aria-label="查找记录或页面"
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={options[at] ? `${id}-${options[at].id}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <div className={styles.list} role="listbox" id={`${id}-list`} aria-label="结果">
        {sections.map((section) => (
          <div key={section.title} role="group" aria-label={section.title}>
            <p className={styles.heading} aria-hidden="true">
              {section.title}
            </p>
            {section.options.map((option) => (
              <div
                key={option.id}
                id={`${id}-${option.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={option === options[at]}
                ref={option === options[at] ? keepInSight : null}
                className={styles.option}
                onMouseMove={() => setChosen(options.indexOf(option))}
                onClick={() => run(option)}
                onKeyDown={onKey}
              >
                <span className={styles.title}>{option.title}</span>
                <span className={styles.note}>{option.note}</span>
                {option.keys.map((cap) => (
                  <kbd key={cap}>{cap}</kbd>
                ))}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p className={styles.state} role="status">
        {query.isError
          ? messageOf(query.error).title
          : asked.length === 1 && options.length === 0
            ? '请再写一个字'
            : asked.length >= 2 && !query.isFetching && options.length === 0
              ? `没有找到「${asked}」`
              : ''}
      </p>
    </Modal>
  );
}

function keepInSight(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}
