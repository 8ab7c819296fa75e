import { useEffect, useState } from 'react';

const MINUTE = 60_000;

/** The present instant, told anew at every full minute. */
export function useMinute(): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    let timer = 0;
    const wait = () => {
      timer = window.setTimeout(() => {
        setNow(new Date().toISOString());
        wait();
      }, MINUTE - (Date.now() % MINUTE));
    };
    wait();
    return () => window.clearTimeout(timer);
  }, []);
  return now;
}
