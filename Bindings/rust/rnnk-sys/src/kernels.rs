//! `rnnk.h`: tables of kernels.

use core::ffi::{c_char, c_int, c_uint, c_void};

/// The version of the headers that this crate declares: 10203 is 1.2.3.
pub const RNNK_VERSION: c_int = 100;

/// A matrix: element (r, c) is `at[r * ld + c]`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_matrix {
    pub at: *mut f32,
    pub ld: usize,
}

/// A matrix that a kernel only reads.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_const_matrix {
    pub at: *const f32,
    pub ld: usize,
}

/// The rows of a batch, packed for a recurrence.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_rows {
    pub rows: usize,
    pub states: usize,
    pub depths: usize,
    pub start: *const i32,
    pub parent: *const i32,
}

/// Flag of `gemm`: add to what C holds.
pub const RNNK_ACCUMULATE: c_int = 1;
/// Flag of `gemm`: apply tanh to the result, last.
pub const RNNK_TANH: c_int = 2;

/// A layer of an [`rnnk_rnn`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_rnn_layer {
    pub units: usize,
    pub W: *mut f32,
    pub U: *mut f32,
    pub b: *mut f32,
}

/// A network of SimpleRNN layers and a linear one, for online training.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_rnn {
    pub classes: usize,
    pub layers: usize,
    pub layer: *const rnnk_rnn_layer,
    pub W: *mut f32,
    pub b: *mut f32,
}

/// A kind of recurrent layer.
pub type rnnk_cell = c_uint;
pub const RNNK_CELL_RNN: rnnk_cell = 0;
pub const RNNK_CELL_LSTM: rnnk_cell = 1;
pub const RNNK_CELL_GRU: rnnk_cell = 2;

/// A layer of an [`rnnk_stack`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_stack_layer {
    pub units: usize,
    pub W: *const f32,
    pub U: *const f32,
    pub b: *const f32,
    pub c: *const f32,
    pub state: *mut f32,
}

/// A network of recurrent layers and a linear one, for `step` and `dense_step`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_stack {
    pub cell: rnnk_cell,
    pub classes: usize,
    pub layers: usize,
    pub layer: *const rnnk_stack_layer,
    pub W: *const f32,
    pub b: *const f32,
}

/// A table: the kernels of one instruction set. Tables are the library's, and do not change.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_kernels {
    pub name: *const c_char,
    pub packed_count: unsafe extern "C" fn(K: usize, N: usize) -> usize,
    pub pack: unsafe extern "C" fn(K: usize, N: usize, B: *const f32, ldb: usize, transposed: bool, packed: *mut f32),
    pub gemm: unsafe extern "C" fn(
        M: usize,
        N: usize,
        K: usize,
        A: rnnk_const_matrix,
        packed: *const f32,
        bias: *const f32,
        flags: c_int,
        C: rnnk_matrix,
    ),
    pub independent_rows: bool,
    pub outer:
        unsafe extern "C" fn(R: usize, M: usize, N: usize, A: rnnk_const_matrix, B: rnnk_const_matrix, C: rnnk_matrix),
    pub column_sums: unsafe extern "C" fn(R: usize, N: usize, A: *const f32, lda: usize, sums: *mut f32),
    pub gather: unsafe extern "C" fn(
        R: usize,
        N: usize,
        table: rnnk_const_matrix,
        index: *const i32,
        bias: *const f32,
        out: rnnk_matrix,
    ),
    pub scatter_add:
        unsafe extern "C" fn(R: usize, N: usize, A: rnnk_const_matrix, index: *const i32, table: rnnk_matrix),
    pub rnn_forward: unsafe extern "C" fn(
        rows: *const rnnk_rows,
        H: usize,
        packed: *const f32,
        h0: rnnk_const_matrix,
        h: rnnk_matrix,
        work: *mut f32,
    ),
    pub rnn_backward: unsafe extern "C" fn(
        rows: *const rnnk_rows,
        H: usize,
        packed: *const f32,
        h0: rnnk_const_matrix,
        h: rnnk_const_matrix,
        da: rnnk_matrix,
        dU: rnnk_matrix,
        work: *mut f32,
    ),
    pub lstm_forward: unsafe extern "C" fn(
        rows: *const rnnk_rows,
        H: usize,
        packed: *const f32,
        h0: rnnk_const_matrix,
        c0: rnnk_const_matrix,
        gates: rnnk_matrix,
        c: rnnk_matrix,
        h: rnnk_matrix,
        work: *mut f32,
    ),
    pub lstm_backward: unsafe extern "C" fn(
        rows: *const rnnk_rows,
        H: usize,
        packed: *const f32,
        h0: rnnk_const_matrix,
        c0: rnnk_const_matrix,
        gates: rnnk_matrix,
        c: rnnk_const_matrix,
        h: rnnk_const_matrix,
        dh: rnnk_matrix,
        dU: rnnk_matrix,
        work: *mut f32,
    ),
    pub gru_forward: unsafe extern "C" fn(
        rows: *const rnnk_rows,
        H: usize,
        packed: *const f32,
        bias: *const f32,
        h0: rnnk_const_matrix,
        gates: rnnk_matrix,
        q: rnnk_matrix,
        h: rnnk_matrix,
        work: *mut f32,
    ),
    pub gru_backward: unsafe extern "C" fn(
        rows: *const rnnk_rows,
        H: usize,
        packed: *const f32,
        h0: rnnk_const_matrix,
        gates: rnnk_matrix,
        q: rnnk_matrix,
        h: rnnk_const_matrix,
        dh: rnnk_matrix,
        dU: rnnk_matrix,
        work: *mut f32,
    ),
    pub softmax_cross_entropy: unsafe extern "C" fn(
        R: usize,
        V: usize,
        first: *const i32,
        target: *const i32,
        count: *const f32,
        scale: f32,
        y: *mut f32,
        ldy: usize,
    ) -> f64,
    pub log_softmax: unsafe extern "C" fn(R: usize, V: usize, y: *mut f32, ldy: usize),
    pub cumulate: unsafe extern "C" fn(
        R: usize,
        V: usize,
        z: *const f32,
        ldz: usize,
        inverse_temperature: f32,
        cumulative: *mut i32,
        ldc: usize,
        work: *mut f32,
    ),
    pub draw: unsafe extern "C" fn(
        R: usize,
        V: usize,
        cumulative: *const i32,
        ldc: usize,
        random: *const u32,
        index: *mut i32,
    ),
    pub tanh: unsafe extern "C" fn(n: usize, x: *const f32, y: *mut f32),
    pub sigmoid: unsafe extern "C" fn(n: usize, x: *const f32, y: *mut f32),
    pub exp: unsafe extern "C" fn(n: usize, x: *const f32, y: *mut f32),
    pub log: unsafe extern "C" fn(n: usize, x: *const f32, y: *mut f32),
    pub add: unsafe extern "C" fn(n: usize, x: *const f32, y: *mut f32),
    pub scale: unsafe extern "C" fn(n: usize, a: f32, y: *mut f32),
    pub sum_of_squares: unsafe extern "C" fn(n: usize, x: *const f32) -> f64,
    pub sgd: unsafe extern "C" fn(n: usize, lr: f32, g: *const f32, p: *mut f32),
    pub momentum: unsafe extern "C" fn(n: usize, lr: f32, m: f32, g: *const f32, u: *mut f32, p: *mut f32),
    pub nesterov: unsafe extern "C" fn(n: usize, lr: f32, m: f32, g: *const f32, u: *mut f32, p: *mut f32),
    pub rmsprop:
        unsafe extern "C" fn(n: usize, lr: f32, rho: f32, epsilon: f32, g: *const f32, v: *mut f32, p: *mut f32),
    pub adam: unsafe extern "C" fn(
        n: usize,
        step: f32,
        correction: f32,
        beta1: f32,
        beta2: f32,
        epsilon: f32,
        g: *const f32,
        m: *mut f32,
        v: *mut f32,
        p: *mut f32,
    ),
    pub online_size: unsafe extern "C" fn(shape: *const rnnk_rnn) -> usize,
    pub online_start: unsafe extern "C" fn(p: *const rnnk_rnn, u: *const rnnk_rnn, lr: f32, m: f32, state: *mut c_void),
    pub online_train: unsafe extern "C" fn(state: *mut c_void, T: usize, tokens: *const i32) -> f64,
    pub online_finish: unsafe extern "C" fn(state: *mut c_void, p: *const rnnk_rnn, u: *const rnnk_rnn),
    pub multiply_add_loop: unsafe extern "C" fn(iterations: usize) -> f64,
    pub gemm_columns: unsafe extern "C" fn(
        M: usize,
        N: usize,
        K: usize,
        begin: usize,
        end: usize,
        A: rnnk_const_matrix,
        packed: *const f32,
        bias: *const f32,
        flags: c_int,
        C: rnnk_matrix,
    ),
    pub rnn_cells_backward: unsafe extern "C" fn(R: usize, H: usize, h: rnnk_const_matrix, da: rnnk_matrix),
    pub lstm_cells: unsafe extern "C" fn(
        R: usize,
        H: usize,
        c0: rnnk_const_matrix,
        gates: rnnk_matrix,
        c: rnnk_matrix,
        h: rnnk_matrix,
    ),
    pub lstm_cells_backward: unsafe extern "C" fn(
        R: usize,
        H: usize,
        c0: rnnk_const_matrix,
        c: rnnk_const_matrix,
        h: rnnk_const_matrix,
        dh: rnnk_const_matrix,
        gates: rnnk_matrix,
        dc: rnnk_matrix,
    ),
    pub gru_cells: unsafe extern "C" fn(
        R: usize,
        H: usize,
        products: rnnk_const_matrix,
        bias: *const f32,
        h0: rnnk_const_matrix,
        gates: rnnk_matrix,
        q: rnnk_matrix,
        h: rnnk_matrix,
    ),
    pub gru_cells_backward: unsafe extern "C" fn(
        R: usize,
        H: usize,
        h0: rnnk_const_matrix,
        dh: rnnk_matrix,
        gates: rnnk_matrix,
        q: rnnk_matrix,
        dh0: rnnk_matrix,
        products: rnnk_matrix,
    ),
    pub step_size: unsafe extern "C" fn(cell: rnnk_cell, V: usize, L: usize, units: *const usize) -> usize,
    pub step_start: unsafe extern "C" fn(weights: *const rnnk_stack, memory: *mut c_void),
    pub step: unsafe extern "C" fn(memory: *mut c_void, token: i32, logits: *mut f32),
    pub read_loop: unsafe extern "C" fn(n: usize, x: *const f32) -> f32,
    pub dense_step_size:
        unsafe extern "C" fn(cell: rnnk_cell, V: usize, F: usize, O: usize, L: usize, units: *const usize) -> usize,
    pub dense_step_start: unsafe extern "C" fn(weights: *const rnnk_stack, F: usize, O: usize, memory: *mut c_void),
    pub dense_step: unsafe extern "C" fn(memory: *mut c_void, token: i32, x: *const f32, y: *mut f32),
    pub int8_size: unsafe extern "C" fn(K: usize, N: usize) -> usize,
    pub int8_pack: unsafe extern "C" fn(K: usize, N: usize, q: *const i8, factor: *const f32, packed: *mut c_void),
    pub int8_gemm: unsafe extern "C" fn(
        M: usize,
        N: usize,
        K: usize,
        A: rnnk_const_matrix,
        packed: *const c_void,
        bias: *const f32,
        flags: c_int,
        C: rnnk_matrix,
    ),
    pub int8_lstm_forward: unsafe extern "C" fn(
        rows: *const rnnk_rows,
        H: usize,
        packed: *const c_void,
        h0: rnnk_const_matrix,
        c0: rnnk_const_matrix,
        gates: rnnk_matrix,
        c: rnnk_matrix,
        h: rnnk_matrix,
        work: *mut f32,
    ),
    pub int8_gru_forward: unsafe extern "C" fn(
        rows: *const rnnk_rows,
        H: usize,
        packed: *const c_void,
        bias: *const f32,
        h0: rnnk_const_matrix,
        gates: rnnk_matrix,
        q: rnnk_matrix,
        h: rnnk_matrix,
        work: *mut f32,
    ),
}

extern "C" {
    pub fn rnnk_version() -> c_int;
    pub fn rnnk_quantize(K: usize, N: usize, B: *const f32, ldb: usize, transposed: bool, q: *mut i8, factor: *mut f32);
    pub fn rnnk_kernels_best() -> *const rnnk_kernels;
    pub fn rnnk_kernels_named(name: *const c_char) -> *const rnnk_kernels;
    pub fn rnnk_kernels_at(index: usize) -> *const rnnk_kernels;
    pub fn rnnk_openblas_core() -> *const c_char;
    pub fn rnnk_kernels_name_at(index: usize) -> *const c_char;
}
