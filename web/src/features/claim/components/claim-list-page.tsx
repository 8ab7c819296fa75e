import { Link } from '@tanstack/react-router';
import { type Me, can } from '@/shared/auth/permissions';
import { CLAIM_STATE } from '@/shared/domain/claim';
import type { ListSearch } from '@/shared/list/state';
import { RecordList } from '@/ui-desk/record-list/record-list';
import { Empty } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { claimQueries } from '../api';
import { listAmount } from '../model';
import { ClaimDetail } from './claim-detail';
import { SelectedVerdicts } from './selected-verdicts';

const AT_WORK = { withdrawn: 'muted', replaced: 'muted' } as const;

/** All claims that a person sees, as a list to work with; deciding has a page of its own. */
export function ClaimListPage(props: {
  me: Me;
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>, replace?: boolean) => void;
  onOpen: (id: string) => void;
}) {
  return (
    <RecordList
      list="claim"
      rows={claimQueries.rows}
      head="project_name"
      title="申报"
      all="全部申报"
      measure="条申报"
      searchHint="项目名称或编号"
      search={props.search}
      onSearch={props.onSearch}
      rowKey={(row) => row.id}
      nameOf={(row) => `${row.project.name} ${row.kind_label}`}
      cells={{
        project_name: (row) => (
          <Link to="/recognition" search={{ state: 'all', claim: row.id }}>
            {row.project.name}
          </Link>
        ),
        amount: listAmount,
        state: (row) => <Tag tone={CLAIM_STATE[row.state].tone}>{row.state_label}</Tag>,
      }}
      rowTone={(row) => (row.state in AT_WORK ? 'muted' : undefined)}
      forSelected={can(props.me, 'claim.decide') ? (chosen) => <SelectedVerdicts chosen={chosen} /> : undefined}
      onOpen={(row) => props.onOpen(row.id)}
      peek={(id) => <ClaimDetail id={id} me={props.me} onDecided={() => undefined} />}
      pageLink={(id) => (
        <Link to="/recognition" search={{ state: 'all', claim: id }}>
          到认定页
        </Link>
      )}
      empty={
        <Empty
          title="还没有申报"
          hint="台账入账之后，签约、开工、到位资金等申报都列在这里。"
        />
      }
    />
  );
}
