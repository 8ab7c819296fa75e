import DownOutlined from '@ant-design/icons/DownOutlined';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { messageOf } from '@/shared/api/problem';
import { useViewChanges } from '@/shared/list/api';
import { type ListState, changedParts, writeState } from '@/shared/list/state';
import { type Audience, NO_VIEW, type SavedView, viewOfState } from '@/shared/list/view';
import { Tag } from '../tag';
import { useUndo } from '../use-undo';
import { AUDIENCE, ViewDialog } from './view-dialog';
import styles from './view-tabs.module.css';
import type { ChangeSearch, RecordListModel } from './use-record-list';

const AUDIENCES = Object.keys(AUDIENCE) as Audience[];

/** Views that have a tab of their own; the others are in the menu behind them. */
const TABS = 5;

/**
 * The saved views of a list as tabs, and what to do about changes on the one that is looked at:
 * keep them, keep them under another name, or go back.
 */
export function ViewTabs<Row>(props: {
  model: RecordListModel<Row>;
  /** The name of the list without a view. */
  all: string;
  onSearch: ChangeSearch;
}) {
  const { model, onSearch } = props;
  const { view, views, state, base } = model;
  const { message } = App.useApp();
  const undo = useUndo();
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null);
  const { create, change, remove, open: openWith } = useViewChanges(model.list);
  if (!state || !base) return null;

  const items = views?.items ?? [];
  const shown = visibleTabs(items, view);
  const changed = changedParts(state, base);
  const reset = () => onSearch(writeState(base, base));
  // Where another view opens by itself, the list as it ships has an address of its own.
  const bare = views?.default ? NO_VIEW : undefined;
  const open = (slug: string | undefined) =>
    onSearch({ ...writeState(base, base), view: slug, open: undefined, peek: undefined });
  const failed = (error: unknown) => void message.error(messageOf(error).title);

  const save = (target: SavedView, next: ListState, before: ListState) =>
    change.mutate(
      { view: target, state: viewOfState(next) },
      {
        onError: failed,
        onSuccess: (saved) => {
          onSearch(writeState(next, next));
          undo(`视图「${saved.name}」已保存`, () => save(saved, before, next));
        },
      },
    );
  const drop = (target: SavedView) =>
    remove.mutate(target, {
      onError: failed,
      onSuccess: () => {
        open(bare);
        undo(`视图「${target.name}」已删除`, () =>
          create.mutate(target, { onError: failed, onSuccess: (again) => open(again.slug) }),
        );
      },
    });

  return (
    <div className={styles.bar}>
      <nav aria-label="视图">
        <ul className={styles.tabs}>
          <li>
            <Tab label={props.all} here={view === null} slug={bare} onOpen={() => open(bare)} />
          </li>
          {shown.map((item) => (
            <li key={item.id}>
              <Tab
                label={item.name}
                slug={item.slug}
                audience={item.audience}
                here={item === view}
                onOpen={() => open(item.slug)}
              />
            </li>
          ))}
          {items.length > shown.length ? (
            <li>
              <Dropdown
                trigger={['click']}
                menu={{
                  items: AUDIENCES.flatMap((audience) => {
                    const inside = items.filter((item) => item.audience === audience);
                    if (inside.length === 0) return [];
                    return [
                      {
                        key: audience,
                        type: 'group' as const,
                        label: AUDIENCE[audience],
                        children: inside.map((item) => ({
                          key: item.id,
                          label: item.name,
                          onClick: () => open(item.slug),
                        })),
                      },
                    ];
                  }),
                }}
              >
                <Button type="text" size="small" icon={<DownOutlined aria-hidden="true" />} iconPlacement="end">
                  更多视图
                </Button>
              </Dropdown>
            </li>
          ) : null}
        </ul>
      </nav>
      <div className={styles.state}>
        {changed.length > 0 ? (
          <>
            <span role="status" className={styles.changed}>
              已改动：{changed.join('、')}
            </span>
            {view?.editable ? (
              <button type="button" className="link-button" onClick={() => save(view, state, base)}>
                保存
              </button>
            ) : null}
            <button type="button" className="link-button" onClick={() => setDialog('new')}>
              {view ? '另存' : '存为视图'}
            </button>
            <button type="button" className="link-button" onClick={reset}>
              还原
            </button>
          </>
        ) : view ? (
          <>
            <button
              type="button"
              className="link-button"
              onClick={() => openWith.mutate(view.id === views?.default ? null : view, { onError: failed })}
            >
              {view.id === views?.default ? '不再默认打开' : '设为默认打开'}
            </button>
            {view.editable ? (
              <>
                <button type="button" className="link-button" onClick={() => setDialog('edit')}>
                  视图设置
                </button>
                <button type="button" className="link-button" onClick={() => drop(view)}>
                  删除视图
                </button>
              </>
            ) : null}
          </>
        ) : null}
      </div>
      {dialog ? (
        <ViewDialog
          list={model.list}
          view={dialog === 'edit' ? view : null}
          audiences={views?.audiences ?? ['private']}
          state={state}
          onClose={() => setDialog(null)}
          onSaved={(saved) => {
            setDialog(null);
            onSearch({ ...writeState(state, state), view: saved.slug });
          }}
        />
      ) : null}
    </div>
  );
}

/** The first views, and the one that is looked at wherever it stands. */
function visibleTabs(items: readonly SavedView[], view: SavedView | null): SavedView[] {
  if (items.length <= TABS + 1) return [...items];
  const first = items.slice(0, TABS);
  return view && !first.includes(view) ? [...first, view] : first;
}

/** A link with the address of its view, so that it can be copied or opened beside this one. */
function Tab(props: { label: string; slug?: string | undefined; audience?: Audience; here: boolean; onOpen: () => void }) {
  return (
    <a
      href={props.slug ? `?view=${encodeURIComponent(props.slug)}` : '?'}
      className={styles.tab}
      aria-current={props.here ? 'page' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        props.onOpen();
      }}
    >
      {props.label}
      {props.audience && props.audience !== 'private' ? <Tag>{AUDIENCE[props.audience]}</Tag> : null}
    </a>
  );
}
