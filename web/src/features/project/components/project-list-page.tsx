import { Link } from '@tanstack/react-router';
import { type Me, can } from '@/shared/auth/permissions';
import type { ListSearch } from '@/shared/list/state';
import { ButtonLink } from '@/ui-desk/button-link';
import { RecordList } from '@/ui-desk/record-list/record-list';
import { Empty } from '@/ui-desk/states';
import { StageTag } from '@/ui-desk/tag';
import { projectQueries } from '../api';
import type { ProjectSummary } from '../model';
import { ProjectPeek } from './project-peek';

const CELLS = {
  name: (row: ProjectSummary) => (
    <Link to="/projects/$code" params={{ code: row.code }}>
      {row.name}
    </Link>
  ),
  stage: (row: ProjectSummary) => <StageTag stage={row.stage} />,
};

/** All projects that a person sees, as a list to work with. */
export function ProjectListPage(props: {
  me: Me;
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>, replace?: boolean) => void;
  onOpen: (code: string) => void;
  onNew: () => void;
}) {
  const mayImport = can(props.me, 'import.create');
  return (
    <RecordList
      list="project"
      rows={projectQueries.rows}
      head="name"
      title="项目"
      all="全部项目"
      measure="个项目"
      searchHint="项目名称、投资方或编号"
      search={props.search}
      onSearch={props.onSearch}
      rowKey={(row) => row.code}
      nameOf={(row) => row.name}
      cells={CELLS}
      rowTone={(row) => (row.status === 'terminated' ? 'muted' : undefined)}
      onOpen={(row) => props.onOpen(row.code)}
      peek={(code) => <ProjectPeek code={code} />}
      pageLink={(code) => (
        <Link to="/projects/$code" params={{ code }}>
          打开项目页
        </Link>
      )}
      onNew={mayImport ? props.onNew : undefined}
      newLabel="导入台账"
      actions={
        mayImport ? (
          <ButtonLink to="/imports/new" type="primary">
            导入台账
          </ButtonLink>
        ) : null
      }
      empty={
        <Empty
          title="还没有项目"
          hint="导入台账之后，台账里的每个项目在这里都有一页：基本情况、申报、每次改动。"
          action={mayImport ? <Link to="/imports/new">导入台账</Link> : null}
        />
      }
    />
  );
}
