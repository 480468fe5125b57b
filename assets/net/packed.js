/**
 * Numbers as `packed` of `core/arrays.py` writes them: base64 of little-endian bytes. Knows nothing of networks.
 */

/** @typedef {{ dtype: "f32" | "f64", shape: number[], data: string }} Packed */

/** Return the numbers, row by row. @param {Packed} packed */
export function unpacked({ dtype, data }) {
  const { buffer } = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const view = new DataView(buffer);
  if (dtype === "f64")
    return Float64Array.from({ length: buffer.byteLength / 8 }, (_, k) => view.getFloat64(8 * k, true));
  return Float64Array.from({ length: buffer.byteLength / 4 }, (_, k) => view.getFloat32(4 * k, true));
}
