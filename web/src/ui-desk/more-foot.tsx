import { Button } from 'antd';

/** The end of a list that is read page by page. */
export function MoreFoot(props: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  shown: number;
  total?: number | null;
}) {
  const { query, shown, total } = props;
  if (query.hasNextPage) {
    return (
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        再显示一些（已显示 {shown}
        {total ? ` / ${total}` : ''}）
      </Button>
    );
  }
  return <>共 {shown} 条</>;
}
