//! `rnnk_model.h`: models that `rnnc` trained, read from their files.

use crate::{rnnk_network, rnnk_shape, rnnk_status};
use core::ffi::{c_char, c_void};

/// An open model; what is in it is private.
#[repr(C)]
pub struct rnnk_model {
    private: [u8; 0],
    marker: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>,
}

extern "C" {
    pub fn rnnk_model_open(path: *const c_char, model: *mut *mut rnnk_model) -> rnnk_status;
    pub fn rnnk_model_read(bytes: *const c_void, size: usize, model: *mut *mut rnnk_model) -> rnnk_status;
    pub fn rnnk_model_close(model: *mut rnnk_model);
    pub fn rnnk_model_shape(model: *const rnnk_model) -> *const rnnk_shape;
    pub fn rnnk_model_weights(model: *const rnnk_model) -> *const *const f32;
    pub fn rnnk_model_is_text(model: *const rnnk_model) -> bool;
    pub fn rnnk_model_start(model: *const rnnk_model) -> i32;
    pub fn rnnk_model_stop(model: *const rnnk_model) -> i32;
    pub fn rnnk_model_first(model: *const rnnk_model) -> i32;
    pub fn rnnk_model_text(model: *const rnnk_model, token: i32) -> *const c_char;
    pub fn rnnk_model_text_length(model: *const rnnk_model, token: i32) -> usize;
    pub fn rnnk_model_token(model: *const rnnk_model, text: *const c_char, length: usize) -> i32;
    pub fn rnnk_model_generate(
        model: *const rnnk_model,
        network: *mut rnnk_network,
        temperature: f32,
        random: *mut u64,
        capacity: usize,
        tokens: *mut i32,
        count: *mut usize,
    ) -> rnnk_status;
    pub fn rnnk_model_score(
        model: *const rnnk_model,
        network: *mut rnnk_network,
        count: usize,
        tokens: *const i32,
        log_probability: *mut f64,
    ) -> rnnk_status;
}
