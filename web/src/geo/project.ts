/** Shapes as they come from the server: GeoJSON with the code of the unit and the place of its name. */
export type Areas = { features: readonly AreaFeature[] };
type Position = readonly number[];
export type AreaFeature = {
  properties: { adcode: string; center?: Position };
  geometry:
    | { type: 'Polygon'; coordinates: readonly (readonly Position[])[] }
    | { type: 'MultiPolygon'; coordinates: readonly (readonly (readonly Position[])[])[] };
};

/** An area that can be drawn: an SVG path and the point of its name, in units of the picture. */
export type DrawnArea = { code: string; path: string; x: number; y: number };

export type Drawing = { width: number; height: number; areas: DrawnArea[] };

function ringsOf(feature: AreaFeature): readonly (readonly Position[])[] {
  const { geometry } = feature;
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

const MERIDIAN = Math.PI / 180;

/**
 * Areas as paths of a picture that is so wide. Degrees become lengths by the cosine of the middle latitude: over a
 * prefecture that is true to shape within a hundredth.
 */
export function draw(areas: Areas, width: number): Drawing {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const position of areas.features.flatMap(ringsOf).flat()) {
    const [longitude = 0, latitude = 0] = position;
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  if (!(west < east && south < north)) return { width, height: 0, areas: [] };
  const narrow = Math.cos(((south + north) / 2) * MERIDIAN);
  const scale = width / ((east - west) * narrow);
  const place = (position: Position): [number, number] => {
    const [longitude = 0, latitude = 0] = position;
    return [round((longitude - west) * narrow * scale), round((north - latitude) * scale)];
  };
  const drawn = areas.features.map((feature) => {
    const rings = ringsOf(feature).map((ring) => ring.map(place));
    const [x, y] = feature.properties.center ? place(feature.properties.center) : middle(rings[0] ?? []);
    return { code: feature.properties.adcode, x, y, path: rings.map((ring) => `M${ring.map((at) => at.join(' ')).join('L')}Z`).join('') };
  });
  return { width, height: round((north - south) * scale), areas: drawn };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The middle of the box around a ring, where nobody said where its name belongs. */
function middle(ring: readonly [number, number][]): [number, number] {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return [round((Math.min(...xs) + Math.max(...xs)) / 2), round((Math.min(...ys) + Math.max(...ys)) / 2)];
}
