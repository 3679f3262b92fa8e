//! `rnnk_network.h`: networks in memory of the caller.

use crate::{rnnk_cell, rnnk_kernels};
use core::ffi::{c_char, c_uint, c_void};

/// A network over tokens.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_shape {
    pub cell: rnnk_cell,
    pub training: bool,
    pub classes: usize,
    pub layers: usize,
    pub units: *const usize,
    pub sequences: usize,
    pub steps: usize,
}

/// The result of a function that can fail.
pub type rnnk_status = c_uint;
pub const RNNK_OK: rnnk_status = 0;
pub const RNNK_BAD_SHAPE: rnnk_status = 1;
pub const RNNK_BAD_MEMORY: rnnk_status = 2;
pub const RNNK_BAD_TOKEN: rnnk_status = 3;
pub const RNNK_BAD_LENGTH: rnnk_status = 4;
pub const RNNK_BAD_NUMBER: rnnk_status = 5;
pub const RNNK_BAD_SEQUENCE: rnnk_status = 6;
pub const RNNK_NO_TRAINING: rnnk_status = 7;
pub const RNNK_NO_LOGITS: rnnk_status = 8;
pub const RNNK_NO_FILE: rnnk_status = 9;
pub const RNNK_NO_MEMORY: rnnk_status = 10;
pub const RNNK_NOT_SAFETENSORS: rnnk_status = 11;
pub const RNNK_NOT_A_MODEL: rnnk_status = 12;
pub const RNNK_NEWER_MODEL: rnnk_status = 13;
pub const RNNK_RECORDS: rnnk_status = 14;
pub const RNNK_BAD_VOCABULARY: rnnk_status = 15;
pub const RNNK_BAD_TENSOR: rnnk_status = 16;
pub const RNNK_BAD_INPUT: rnnk_status = 17;

/// A network over tokens, numbers, or both. `size` is the size of this structure; zeros are the defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rnnk_architecture {
    pub size: usize,
    pub cell: rnnk_cell,
    pub training: bool,
    pub bidirectional: bool,
    pub tokens: usize,
    pub features: usize,
    pub outputs: usize,
    pub projection: usize,
    pub layers: usize,
    pub units: *const usize,
    pub sequences: usize,
    pub steps: usize,
}

/// A network; what is in it is private.
#[repr(C)]
pub struct rnnk_network {
    private: [u8; 0],
    marker: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>,
}

pub const RNNK_TENSORS_PER_LAYER: usize = 4;
pub const RNNK_TENSORS_OF_OUTPUT: usize = 2;

/// Where a tensor is in the array of all parameters.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rnnk_tensor {
    pub offset: usize,
    pub rows: usize,
    pub columns: usize,
}

extern "C" {
    pub fn rnnk_status_text(status: rnnk_status) -> *const c_char;
    pub fn rnnk_network_size(kernels: *const rnnk_kernels, shape: *const rnnk_shape) -> usize;
    pub fn rnnk_network_size_of(kernels: *const rnnk_kernels, architecture: *const rnnk_architecture) -> usize;
    pub fn rnnk_network_init(
        kernels: *const rnnk_kernels,
        shape: *const rnnk_shape,
        weights: *const *const f32,
        memory: *mut c_void,
        size: usize,
        network: *mut *mut rnnk_network,
    ) -> rnnk_status;
    pub fn rnnk_network_create(
        kernels: *const rnnk_kernels,
        architecture: *const rnnk_architecture,
        weights: *const *const f32,
        memory: *mut c_void,
        size: usize,
        network: *mut *mut rnnk_network,
    ) -> rnnk_status;
    pub fn rnnk_network_get_weights(network: *const rnnk_network, weights: *const *mut f32);
    pub fn rnnk_network_set_weights(network: *mut rnnk_network, weights: *const *const f32);
    pub fn rnnk_network_forward(network: *mut rnnk_network, T: usize, tokens: *const i32) -> rnnk_status;
    pub fn rnnk_network_run(
        network: *mut rnnk_network,
        T: usize,
        lengths: *const i32,
        tokens: *const i32,
        features: *const f32,
    ) -> rnnk_status;
    pub fn rnnk_network_outputs(network: *mut rnnk_network) -> *mut f32;
    pub fn rnnk_network_logits(network: *mut rnnk_network) -> *mut f32;
    pub fn rnnk_network_sample(
        network: *mut rnnk_network,
        temperature: f32,
        random: *const u32,
        tokens: *mut i32,
    ) -> rnnk_status;
    pub fn rnnk_network_reset(network: *mut rnnk_network);
    pub fn rnnk_network_reset_sequence(network: *mut rnnk_network, b: usize) -> rnnk_status;
    pub fn rnnk_network_state(network: *mut rnnk_network, layer: usize) -> *mut f32;
    pub fn rnnk_network_cross_entropy(
        network: *mut rnnk_network,
        targets: *const i32,
        scale: f32,
        loss: *mut f64,
    ) -> rnnk_status;
    pub fn rnnk_network_squared_error(
        network: *mut rnnk_network,
        targets: *const f32,
        weights: *const f32,
        scale: f32,
        loss: *mut f64,
    ) -> rnnk_status;
    pub fn rnnk_network_huber(
        network: *mut rnnk_network,
        targets: *const f32,
        weights: *const f32,
        delta: f32,
        scale: f32,
        loss: *mut f64,
    ) -> rnnk_status;
    pub fn rnnk_network_binary_cross_entropy(
        network: *mut rnnk_network,
        targets: *const f32,
        weights: *const f32,
        scale: f32,
        loss: *mut f64,
    ) -> rnnk_status;
    pub fn rnnk_network_output_gradients(network: *mut rnnk_network) -> *mut f32;
    pub fn rnnk_network_backward(network: *mut rnnk_network) -> rnnk_status;
    pub fn rnnk_network_backward_features(network: *mut rnnk_network, features: *mut f32) -> rnnk_status;
    pub fn rnnk_network_get_gradients(network: *const rnnk_network, gradients: *const *mut f32) -> rnnk_status;
    pub fn rnnk_network_clip(network: *mut rnnk_network, limit: f32, norm: *mut f64) -> rnnk_status;
    pub fn rnnk_network_sgd(network: *mut rnnk_network, lr: f32) -> rnnk_status;
    pub fn rnnk_network_momentum(network: *mut rnnk_network, lr: f32, m: f32) -> rnnk_status;
    pub fn rnnk_network_adam(network: *mut rnnk_network, lr: f32, beta1: f32, beta2: f32, epsilon: f32) -> rnnk_status;
    pub fn rnnk_network_nesterov(network: *mut rnnk_network, lr: f32, m: f32) -> rnnk_status;
    pub fn rnnk_network_rmsprop(network: *mut rnnk_network, lr: f32, rho: f32, epsilon: f32) -> rnnk_status;
    pub fn rnnk_network_adamw(
        network: *mut rnnk_network,
        lr: f32,
        beta1: f32,
        beta2: f32,
        epsilon: f32,
        decay: f32,
    ) -> rnnk_status;
    pub fn rnnk_network_parameters(network: *mut rnnk_network, count: *mut usize) -> *mut f32;
    pub fn rnnk_network_gradients(network: *mut rnnk_network, count: *mut usize) -> *mut f32;
    pub fn rnnk_network_update(network: *mut rnnk_network);
    pub fn rnnk_network_tensors(network: *const rnnk_network) -> usize;
    pub fn rnnk_network_tensor(network: *const rnnk_network, index: usize, tensor: *mut rnnk_tensor) -> rnnk_status;
}
