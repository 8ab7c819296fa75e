/** Height of a row, in pixels. */
export const ROW_HEIGHT = 32;

/** Height of the head, which stays in sight. */
export const HEAD_HEIGHT = 36;
