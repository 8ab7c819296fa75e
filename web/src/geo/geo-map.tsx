import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import styles from './geo-map.module.css';
import { spread } from './labels';
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
/** Height of a line of names, in their size. */
const LINE = 1.2;

/**
 * Areas painted by class, each with its name and figure. An area opens on click, Enter and Space; Tab goes from one to
 * the next. Areas without an item are grey and do not open. Names keep their size, however large the picture is.
 */
export function GeoMap(props: {
  drawing: Drawing;
  items: ReadonlyMap<string, MapItem>;
  label: string;
  selected?: string | undefined;
  /** Size of names in pixels. */
  size?: number;
  onOpen: (code: string) => void;
}) {
  const { drawing, items, onOpen, selected, size = 13 } = props;
  const [focused, setFocused] = useState<string>();
  const picture = useRef<SVGSVGElement>(null);
  const scale = useScale(picture, drawing);
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
      ref={picture}
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
      {scale ? <Names drawing={drawing} items={items} size={size / scale} /> : null}
    </svg>
  );
}

/** Names and figures over the shapes, moved apart where they would lie on one another. */
function Names({ drawing, items, size }: { drawing: Drawing; items: ReadonlyMap<string, MapItem>; size: number }) {
  const labels = useMemo(
    () =>
      spread(
        drawing.areas.flatMap(({ code, x, y }) => {
          const item = items.get(code);
          if (!item) return [];
          const lines = item.text ? 2 : 1;
          return [{ code, x, y, width: size * Math.max(item.name.length, item.text.length * 0.6), height: size * LINE * lines }];
        }),
      ),
    [drawing, items, size],
  );
  return (
    <g className={styles.names} aria-hidden="true" fontSize={size} strokeWidth={size / 4}>
      {labels.map(({ code, x, y, height }) => {
        const item = items.get(code);
        return item ? (
          <text key={code} data-level={item.level ?? 0} x={x} y={y - height / 2 + size}>
            <tspan x={x}>{item.name}</tspan>
            <tspan x={x} dy={`${LINE}em`} className={styles.value}>
              {item.text}
            </tspan>
          </text>
        ) : null;
      })}
    </g>
  );
}

/** Pixels of the screen for each unit of the drawing; nothing until it is known. */
function useScale(picture: { current: SVGSVGElement | null }, drawing: Drawing): number | null {
  const [scale, setScale] = useState<number | null>(null);
  useEffect(() => {
    const place = picture.current;
    if (!place || drawing.height === 0) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      const fit = Math.min(width / (drawing.width + 2 * EDGE), height / (drawing.height + 2 * EDGE));
      setScale(fit > 0 ? fit : null);
    });
    watch.observe(place);
    return () => watch.disconnect();
  }, [picture, drawing]);
  return scale;
}
