import { Link } from '@tanstack/react-router';
import type { ListSearch } from '@/shared/list/state';
import { RecordList } from '@/ui-desk/record-list/record-list';
import { Empty } from '@/ui-desk/states';
import { enterpriseQueries } from '../api';
import type { EnterpriseSummary } from '../model';
import { EnterprisePeek } from './enterprise-peek';

const CELLS = {
  name: (row: EnterpriseSummary) => (
    <Link to="/enterprises/$code" params={{ code: row.code }}>
      {row.name}
    </Link>
  ),
};

/** All enterprises that invest in projects that a person sees, as a list to work with. */
export function EnterpriseListPage(props: {
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>, replace?: boolean) => void;
  onOpen: (code: string) => void;
}) {
  return (
    <RecordList
      list="enterprise"
      rows={enterpriseQueries.rows}
      head="name"
      title="企业"
      all="全部企业"
      measure="家企业"
      searchHint="企业名称、曾用名或编号"
      search={props.search}
      onSearch={props.onSearch}
      rowKey={(row) => row.code}
      nameOf={(row) => row.name}
      cells={CELLS}
      onOpen={(row) => props.onOpen(row.code)}
      peek={(code) => <EnterprisePeek code={code} />}
      pageLink={(code) => (
        <Link to="/enterprises/$code" params={{ code }}>
          打开企业页
        </Link>
      )}
      empty={
        <Empty
          title="还没有企业"
          hint="导入台账之后，项目的投资方都列在这里：投了哪些项目、多少资金、从哪里来。"
        />
      }
    />
  );
}
