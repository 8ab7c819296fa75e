import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orgsQuery } from '@/shared/api/orgs';
import { messageOf } from '@/shared/api/problem';
import { type Me, can } from '@/shared/auth/permissions';
import { formatCumulative, formatInstant, formatPeriod } from '@/shared/format/date';
import { App, Popconfirm } from 'antd';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { Facts } from '@/ui-desk/facts';
import { Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Skeleton } from '@/ui-desk/states';
import { Tag } from '@/ui-desk/tag';
import { externalQueries, paperAddress, useRecordFigures } from '../api';
import { type Paper, type PublishedFigure, areasOf } from '../model';
import { FigureEntry } from './figure-entry';

export function PaperPage({ me, id, period }: { me: Me; id: string; period: string }) {
  const query = useQuery(externalQueries.one(id));
  const orgs = useQuery(orgsQuery());
  const indicators = useQuery(externalQueries.indicators());
  const above = <Link to="/external">外部数据</Link>;
  if (query.isPending) {
    return (
      <Page title="外部数据" above={above}>
        <Panel>
          <Skeleton rows={8} />
        </Panel>
      </Page>
    );
  }
  if (query.isError) {
    return (
      <Page title="外部数据" above={above}>
        <Panel>
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        </Panel>
      </Page>
    );
  }
  const paper = query.data;
  const records = can(me, 'external.record');
  return (
    <Page title={paper.title} above={above}>
      <Panel>
        <PaperFacts paper={paper} />
      </Panel>
      {records && orgs.data && indicators.data ? (
        <Panel title="填数">
          <FigureEntry
            paper={id}
            areas={areasOf(orgs.data.items)}
            indicators={indicators.data.items}
            period={period}
          />
        </Panel>
      ) : null}
      <Panel title={`已登记的数（${paper.figures.length}）`} flush>
        {paper.figures.length === 0 ? (
          <Empty title="还没有登记数" hint="在上面的表里填写或粘贴文件上的数。" />
        ) : (
          <Figures paper={paper} records={records} />
        )}
      </Panel>
    </Page>
  );
}

function PaperFacts({ paper }: { paper: Paper }) {
  return (
    <Facts
      columns={3}
      items={[
        { label: '文号', value: paper.document_no ?? '—' },
        { label: '发文单位', value: paper.issuer },
        { label: '发布日期', value: paper.issued_on },
        { label: '登记给', value: paper.org.name },
        { label: '登记', value: `${paper.recorded_by}，${formatInstant(paper.recorded_at)}` },
        {
          label: '原件',
          value: paper.file_name ? (
            <a href={paperAddress(paper.id)} download={paper.file_name}>
              {paper.file_name}
            </a>
          ) : (
            '没有上传'
          ),
        },
      ]}
    />
  );
}

/** All figures of a paper, the newest first; one that stands can be taken back. */
function Figures({ paper, records }: { paper: Paper; records: boolean }) {
  const { message } = App.useApp();
  const record = useRecordFigures(paper.id);
  const takeBack = (figure: PublishedFigure) => {
    const { org, indicator, period, cumulative, place } = figure;
    record.mutate([{ org: org.code, indicator, period, cumulative, place, text: '' }], {
      onSuccess: () => void message.success('已收回，这个数不再作基数'),
      onError: (error) => void message.error(messageOf(error).title),
    });
  };
  const columns: Column<PublishedFigure>[] = [
    { key: 'org', title: '单位', head: true, render: (row) => row.org.name },
    { key: 'indicator', title: '指标', width: 180, render: (row) => row.indicator_name },
    {
      key: 'period',
      title: '时段',
      width: 140,
      render: (row) => (row.cumulative ? formatCumulative(row.period) : formatPeriod(row.period)),
    },
    {
      key: 'value',
      title: '数',
      width: 130,
      align: 'right',
      render: (row) => (row.text === null ? '—' : `${row.text} ${row.unit_label}`),
    },
    { key: 'raw', title: '原文', width: 110, render: (row) => row.raw || '—' },
    { key: 'place', title: '位置', width: 110, render: (row) => row.place ?? '—' },
    {
      key: 'state',
      title: '状态',
      width: 90,
      render: (row) =>
        row.stands ? <Tag tone="ok">有效</Tag> : <Tag>{row.text === null ? '收回' : '已替换'}</Tag>,
    },
    {
      key: 'recorded',
      title: '登记',
      width: 210,
      render: (row) => `${row.recorded_by}，${formatInstant(row.recorded_at)}`,
    },
  ];
  if (records) {
    columns.push({
      key: 'actions',
      title: '办理',
      width: 80,
      render: (row) =>
        row.stands ? (
          <Popconfirm
            title="收回这个数？"
            description="收回后上年同期改按本系统的记录；登记的痕迹保留。"
            okText="收回"
            cancelText="不收回"
            onConfirm={() => takeBack(row)}
          >
            <button type="button" className="link-button">
              收回
            </button>
          </Popconfirm>
        ) : null,
    });
  }
  return (
    <DataTable
      label="已登记的数"
      columns={columns}
      rows={paper.figures.toReversed()}
      rowKey={(row) => row.id}
      rowTone={(row) => (row.stands ? undefined : 'muted')}
    />
  );
}
