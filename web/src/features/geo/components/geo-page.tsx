import { useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useMemo } from 'react';
import { GeoMap, type MapItem } from '@/geo/geo-map';
import { type Areas, draw } from '@/geo/project';
import { areasQuery } from '@/shared/api/areas';
import { orgsQuery } from '@/shared/api/orgs';
import { messageOf } from '@/shared/api/problem';
import { formatInstant } from '@/shared/format/date';
import { Facts } from '@/ui-desk/facts';
import { Page, Panel } from '@/ui-desk/page';
import { Empty, ErrorBlock, Notice, Skeleton } from '@/ui-desk/states';
import { useRemoveAreas } from '../api';
import { type GeoFile, type Org, coverage } from '../model';
import styles from './geo-page.module.css';
import { UploadForm } from './upload-form';

/** The boundaries that maps are drawn from: what is in force, and another file in its place. */
export function GeoPage() {
  const orgs = useQuery(orgsQuery());
  const city = orgs.data?.items.find((org) => org.kind === 'city');
  return (
    <Page title="区域边界" note="统计看板和大屏的地图按这里的界线绘制；没有界线时改用列表。">
      {orgs.isError ? (
        <ErrorBlock error={orgs.error} onRetry={() => void orgs.refetch()} />
      ) : orgs.isPending ? (
        <Panel>
          <Skeleton rows={8} />
        </Panel>
      ) : city ? (
        <CityAreas city={city} orgs={orgs.data.items} />
      ) : (
        <Panel>
          <Empty title="没有可以绘图的市" hint="请先导入组织机构，其中要有市和它的县（市、区）。" />
        </Panel>
      )}
    </Page>
  );
}

function CityAreas({ city, orgs }: { city: Org; orgs: readonly Org[] }) {
  const query = useQuery(areasQuery(city.code));
  return (
    <div className={styles.sides}>
      <Panel title={`${city.name}现用的界线`}>
        {query.isError ? (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <Skeleton rows={8} />
        ) : query.data.file ? (
          <InForce file={query.data.file} city={city} orgs={orgs} />
        ) : (
          <Empty title="还没有界线" hint="在右边上传县级界线的 GeoJSON 文件，检查通过后立即启用。" />
        )}
      </Panel>
      <Panel title="上传新的界线">
        <UploadForm city={city} />
      </Panel>
    </div>
  );
}

function InForce({ file, city, orgs }: { file: GeoFile; city: Org; orgs: readonly Org[] }) {
  const { message } = App.useApp();
  const remove = useRemoveAreas(city.code);
  const drawing = useMemo(() => draw(file.areas as unknown as Areas, 560), [file]);
  const { drawn, missing } = coverage(orgs, file);
  const items = new Map<string, MapItem>(
    drawn.map((org) => [org.code, { level: 1, name: org.short_name, text: '', title: `${org.name} ${org.code}` }]),
  );
  return (
    <div className={styles.inForce}>
      {file.sketch ? (
        <Notice tone="warn" title="没有审图号">
          凡用到它的地图都注明「示意图，不作为划界依据」。
        </Notice>
      ) : null}
      <div className={styles.preview}>
        <GeoMap
          drawing={drawing}
          items={items}
          label={`${city.name}界线预览`}
          onOpen={(code) => void message.info(items.get(code)?.title)}
        />
      </div>
      <Facts
        columns={2}
        items={[
          { label: '名称', value: file.name },
          { label: '审图号', value: file.review_no },
          { label: '来源', value: file.source, wide: true },
          { label: '使用许可', value: file.licence },
          { label: '生效日期', value: file.effective_on },
          { label: '已绘出', value: `${drawn.length} 个单位` },
          { label: '未绘出', value: missing.map((org) => org.name).join('、') || '无' },
          { label: '说明', value: file.note, wide: true },
          { label: '上传', value: `${file.uploaded_name}，${formatInstant(file.uploaded_at)}`, wide: true },
        ]}
      />
      <div>
        <Popconfirm
          title="停用现用的界线？"
          description="停用后看板和大屏的地图改为列表，直到上传新的界线。"
          okText="停用"
          cancelText="取消"
          onConfirm={() =>
            remove.mutate(undefined, { onError: (error) => void message.error(messageOf(error).title) })
          }
        >
          <Button danger loading={remove.isPending}>
            停用
          </Button>
        </Popconfirm>
      </div>
    </div>
  );
}
