/**
 * Matrices of float64, row by row, and the few products that a recurrent network needs.
 *
 * Knows shapes only; nothing of networks. A matrix is at most a view: `slice` and `row` share their numbers with it.
 */

/** A matrix of `rows` × `cols` numbers: timesteps × units, or outputs × inputs. A vector has one column. */
export class Matrix {
  /**
   * @param {number} rows
   * @param {number} cols
   * @param {Float64Array} [data] row by row; zeros if left out
   */
  constructor(rows, cols, data = new Float64Array(rows * cols)) {
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  /**
   * @param {number} row
   * @param {number} [col]
   */
  at(row, col = 0) {
    return this.data[row * this.cols + col];
  }

  /**
   * A row, sharing its numbers.
   * @param {number} index
   */
  row(index) {
    return this.data.subarray(index * this.cols, (index + 1) * this.cols);
  }

  /**
   * Rows `start` up to but not including `stop`, sharing their numbers.
   * @param {number} start
   * @param {number} [stop]
   */
  slice(start, stop = this.rows) {
    const rows = Math.max(stop - start, 0);
    return new Matrix(rows, this.cols, this.data.subarray(start * this.cols, (start + rows) * this.cols));
  }

  /** A copy whose rows stand the other way round. */
  reversed() {
    const turned = new Matrix(this.rows, this.cols);
    for (let row = 0; row < this.rows; row++) turned.row(this.rows - 1 - row).set(this.row(row));
    return turned;
  }

  /** A copy. */
  copy() {
    return new Matrix(this.rows, this.cols, this.data.slice());
  }
}

/**
 * Add W v to a vector, in place, and return it.
 * @param {Float64Array} sum (R,)
 * @param {Matrix} W (R, C)
 * @param {Float64Array} v (C,)
 */
export function addProduct(sum, W, v) {
  const { rows, cols, data } = W;
  for (let row = 0, at = 0; row < rows; row++) {
    let total = 0;
    for (let col = 0; col < cols; col++) total += data[at++] * v[col];
    sum[row] += total;
  }
  return sum;
}

/**
 * Return W v, (R,).
 * @param {Matrix} W (R, C)
 * @param {Float64Array} v (C,)
 */
export function product(W, v) {
  return addProduct(new Float64Array(W.rows), W, v);
}

/**
 * Add v W, which is the transposed W times v, to a vector, in place, and return it; four rows of W at a time.
 * @param {Float64Array} sum (C,)
 * @param {Matrix} W (R, C)
 * @param {Float64Array} v (R,)
 */
export function addTransposedProduct(sum, W, v) {
  const { rows, cols, data } = W;
  let row = 0;
  for (let a = 0; row + 3 < rows; row += 4, a += 4 * cols) {
    const [b, c, d] = [a + cols, a + 2 * cols, a + 3 * cols];
    const [va, vb, vc, vd] = [v[row], v[row + 1], v[row + 2], v[row + 3]];
    for (let col = 0; col < cols; col++)
      sum[col] += va * data[a + col] + vb * data[b + col] + vc * data[c + col] + vd * data[d + col];
  }
  for (let at = row * cols; row < rows; row++) {
    const factor = v[row];
    for (let col = 0; col < cols; col++) sum[col] += factor * data[at++];
  }
  return sum;
}

/**
 * Return v W, which is the transposed W times v, (C,).
 * @param {Matrix} W (R, C)
 * @param {Float64Array} v (R,)
 */
export function transposedProduct(W, v) {
  return addTransposedProduct(new Float64Array(W.cols), W, v);
}

/**
 * Return W x_t + b for every row x_t, (T, R).
 * @param {Matrix} inputs (T, C)
 * @param {Matrix} W (R, C)
 * @param {Float64Array} [b] (R,); nothing is added without it
 */
export function affine(inputs, W, b) {
  const out = new Matrix(inputs.rows, W.rows);
  for (let t = 0; t < inputs.rows; t++) {
    const row = addProduct(out.row(t), W, inputs.row(t));
    if (b) for (let j = 0; j < row.length; j++) row[j] += b[j];
  }
  return out;
}

/**
 * Return the rows of one matrix above those of another.
 * @param {Matrix} above
 * @param {Matrix} below
 */
export function stacked(above, below) {
  const out = new Matrix(above.rows + below.rows, above.cols);
  out.data.set(above.data);
  out.data.set(below.data, above.data.length);
  return out;
}

/**
 * Return the columns of two matrices side by side.
 * @param {Matrix} left
 * @param {Matrix} right
 */
export function beside(left, right) {
  const out = new Matrix(left.rows, left.cols + right.cols);
  for (let row = 0; row < left.rows; row++) {
    out.row(row).set(left.row(row));
    out.row(row).set(right.row(row), left.cols);
  }
  return out;
}
