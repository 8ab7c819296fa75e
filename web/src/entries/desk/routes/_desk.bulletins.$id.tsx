import { createFileRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { BulletinPage } from '@/features/bulletin/components/bulletin-page';
import { type BulletinDetail, type BulletinFigure, figureTarget } from '@/features/bulletin/model';
import { FigureDrawer } from '@/features/indicator/components/figure-drawer';
import { requirePermission } from '@/shared/auth/permissions';

export const Route = createFileRoute('/_desk/bulletins/$id')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'bulletin.read'),
  component: OneBulletin,
});

function OneBulletin() {
  const { id } = Route.useParams();
  const [open, setOpen] = useState<{ bulletin: BulletinDetail; figure: BulletinFigure } | null>(null);
  return (
    <>
      <BulletinPage key={id} id={id} onFigure={(bulletin, figure) => setOpen({ bulletin, figure })} />
      {open ? (
        <FigureDrawer
          search={{
            period: open.bulletin.period,
            level: open.bulletin.level,
            as_of: open.bulletin.as_of,
          }}
          figure={figureTarget(open.figure)}
          name={open.figure.label}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}
