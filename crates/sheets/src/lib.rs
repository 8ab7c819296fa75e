//! Reads an office's messy workbook into typed rows with a confidence per cell: bytes in, rows out.
