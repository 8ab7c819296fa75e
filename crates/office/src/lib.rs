//! Writes official papers (docx, GB/T 9704-2012) and workbooks (xlsx) from typed models: model in, bytes out.
