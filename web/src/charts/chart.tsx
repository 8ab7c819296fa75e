import { useEffect, useRef } from 'react';
import styles from './chart.module.css';
import type { ChartOption } from './option';

/** Width of a chart on paper in pixels: a sheet of A4 crosswise within its margins. */
const ON_PAPER = 960;

/**
 * A drawn chart. The library comes when the first chart is drawn; its place is kept, so nothing jumps. For keyboards
 * and screen readers the same figures stand in the table that goes with every chart, see `ChartCard`.
 */
export function Chart(props: {
  option: ChartOption;
  /** The message of the chart in a sentence. */
  label: string;
  height: number;
  /** Something was pointed at: its series and its place in it. */
  onPick?: (series: string, index: number) => void;
}) {
  const { option, onPick } = props;
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ setOption: (option: ChartOption, all: boolean) => void } | null>(null);
  const latest = useRef({ option, onPick });

  useEffect(() => {
    latest.current = { option, onPick };
    drawn.current?.setOption(option, true);
  }, [option, onPick]);

  useEffect(() => {
    const place = box.current;
    if (!place) return undefined;
    let gone = false;
    let end = () => {};
    void import('./echarts').then(({ init }) => {
      if (gone) return;
      const chart = init(place, null, { renderer: 'svg' });
      chart.setOption(latest.current.option);
      chart.on('click', ({ seriesName, dataIndex }) => latest.current.onPick?.(seriesName ?? '', dataIndex));
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(place);
      const onPaper = () => chart.resize({ width: ON_PAPER });
      const onScreen = () => chart.resize({ width: 'auto' });
      window.addEventListener('beforeprint', onPaper);
      window.addEventListener('afterprint', onScreen);
      drawn.current = chart;
      end = () => {
        watch.disconnect();
        window.removeEventListener('beforeprint', onPaper);
        window.removeEventListener('afterprint', onScreen);
        chart.dispose();
        drawn.current = null;
      };
    });
    return () => {
      gone = true;
      end();
    };
  }, []);

  return <div ref={box} role="img" aria-label={props.label} className={styles.chart} style={{ height: props.height }} />;
}
