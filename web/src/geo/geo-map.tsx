import { useState, type KeyboardEvent } from 'react';
import styles from './geo-map.module.css';
import type { Drawing } from './project';

export type MapItem = {
  /** Class from 1 to 5; `null` where there is no value. */
  level: number | null;
  /** Written on the area. */
  name: string;
  /** The figure, written under it. */
  text: string;
  /** Both in full, with unit, for pointers and screen readers. */
  title: string;
};

/** Room around the shapes for names that reach over an edge. */
const EDGE = 12;

/**
 * Areas painted by class, each with its name and figure. An area opens on click, Enter and Space; Tab goes from one to
 * the next. Areas without an item are grey and do not open.
 */
export function GeoMap(props: {
  drawing: Drawing;
  items: ReadonlyMap<string, MapItem>;
  label: string;
  selected?: string | undefined;
  onOpen: (code: string) => void;
}) {
  const { drawing, items, onOpen, selected } = props;
  const [focused, setFocused] = useState<string>();
  const outline = (code: string | undefined, className: string | undefined) => {
    const area = drawing.areas.find((item) => item.code === code);
    return area ? <path d={area.path} className={className} aria-hidden="true" /> : null;
  };
  const onKey = (event: KeyboardEvent, code: string) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onOpen(code);
  };
  return (
    <svg
      className={styles.map}
      viewBox={`${-EDGE} ${-EDGE} ${drawing.width + 2 * EDGE} ${drawing.height + 2 * EDGE}`}
      role="group"
      aria-label={props.label}
    >
      {drawing.areas.map(({ code, path }) => {
        const item = items.get(code);
        if (!item) return <path key={code} d={path} className={styles.empty} />;
        return (
          <path
            key={code}
            d={path}
            className={styles.area}
            data-level={item.level ?? 0}
            data-code={code}
            role="button"
            tabIndex={0}
            aria-label={`${item.title}，查看该单位`}
            aria-pressed={selected === code}
            onClick={() => onOpen(code)}
            onKeyDown={(event) => onKey(event, code)}
            onFocus={(event) => {
              if (event.currentTarget.matches(':focus-visible')) setFocused(code);
            }}
            onBlur={() => setFocused(undefined)}
          >
            <title>{item.title}</title>
          </path>
        );
      })}
      {outline(selected, styles.selected)}
      {outline(focused, styles.focused)}
      <g className={styles.names} aria-hidden="true">
        {drawing.areas.map(({ code, x, y }) => {
          const item = items.get(code);
          return item ? (
            <text key={code} x={x} y={y}>
              <tspan x={x}>{item.name}</tspan>
              <tspan x={x} dy="1.15em" className={styles.value}>
                {item.text}
              </tspan>
            </text>
          ) : null;
        })}
      </g>
    </svg>
  );
}
