//! Weights and gradients: as PyTorch's tensors, and as one array each.

use crate::error::{check, check_count};
use crate::{sys, Error, Network, Result};
use std::slice;

/// Where a tensor is in [`Network::parameters`]: element (r, c) is at `offset + r * columns + c`. Matrices are stored
/// input-major, the transposes of PyTorch's. A bias is one row: bias_ih is the sum of both biases, or, in a GRU's n,
/// that of the input; bias_hh has no elements but for a GRU, where it is the recurrent bias of n.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the first element.
    pub offset: usize,
    /// Rows, or 0: there are no elements.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
}

/// # Weights
impl Network {
    /// Replaces the weights by PyTorch's tensors, which are described by
    /// [`Architecture::tensors`](crate::Architecture::tensors). States, gradients and moments stay.
    ///
    /// Fails with [`Error::Count`] for another number of tensors, or of elements in one of them.
    pub fn set_weights<T: AsRef<[f32]>>(&mut self, tensors: &[T]) -> Result<()> {
        let described = self.architecture().tensors();
        check_count("tensors", described.len(), tensors.len())?;
        // Each is asked for its slice once: it might have another one the next time.
        let tensors: Vec<&[f32]> = tensors.iter().map(AsRef::as_ref).collect();
        for (tensor, values) in described.iter().zip(&tensors) {
            check_count("elements of a tensor", tensor.count(), values.len())?;
        }
        let pointers: Vec<*const f32> = tensors.iter().map(|values| values.as_ptr()).collect();
        // SAFETY: there are all tensors, of the sizes that the architecture says.
        unsafe { sys::rnnk_network_set_weights(self.raw(), pointers.as_ptr()) }
        Ok(())
    }

    /// The weights as PyTorch's tensors. The two biases of a gate are kept as their sum, but for those of a GRU's n:
    /// the sum is in bias_ih, with zeros in bias_hh.
    pub fn weights(&self) -> Vec<Vec<f32>> {
        self.tensors(|pointers| {
            // SAFETY: there are all tensors, of the sizes that the architecture says.
            unsafe { sys::rnnk_network_get_weights(self.raw(), pointers) }
            Ok(())
        })
        .expect("weights, which every network has")
    }

    /// The gradients of the weights as PyTorch's tensors. Fails with [`Error::NoTraining`].
    pub fn gradients(&self) -> Result<Vec<Vec<f32>>> {
        // SAFETY: there are all tensors, of the sizes that the architecture says.
        self.tensors(|pointers| check(unsafe { sys::rnnk_network_get_gradients(self.raw(), pointers) }))
    }

    /// Tensors that `write` writes.
    fn tensors(&self, write: impl FnOnce(*const *mut f32) -> Result<()>) -> Result<Vec<Vec<f32>>> {
        let mut tensors: Vec<Vec<f32>> =
            self.architecture().tensors().iter().map(|tensor| vec![0.0; tensor.count()]).collect();
        let pointers: Vec<*mut f32> = tensors.iter_mut().map(|values| values.as_mut_ptr()).collect();
        write(pointers.as_ptr())?;
        Ok(tensors)
    }

    /// All parameters as they are stored, as one array. Between the tensors there are a few numbers that are 0 and
    /// belong to none.
    pub fn parameters(&self) -> &[f32] {
        let mut count = 0;
        // SAFETY: the array has `count` initialized numbers and lives as long as the network.
        unsafe {
            let at = sys::rnnk_network_parameters(self.raw(), &mut count);
            slice::from_raw_parts(at, count)
        }
    }

    /// Lets `edit` change all parameters, and brings the copies that the kernels read up to date. Leave the numbers
    /// that belong to no tensor 0.
    pub fn edit_parameters(&mut self, edit: impl FnOnce(&mut [f32])) {
        let mut count = 0;
        // SAFETY: as for `parameters`; the network is borrowed mutably.
        edit(unsafe {
            let at = sys::rnnk_network_parameters(self.raw(), &mut count);
            slice::from_raw_parts_mut(at, count)
        });
        // SAFETY: the network is valid.
        unsafe { sys::rnnk_network_update(self.raw()) }
    }

    /// All gradients as they are stored, as one array beside [`parameters`](Network::parameters), to be read or
    /// written: to add those of several networks, or for an optimizer of your own, which sets them to 0 after its step.
    ///
    /// Fails with [`Error::NoTraining`].
    pub fn gradient_array(&mut self) -> Result<&mut [f32]> {
        let mut count = 0;
        // SAFETY: the array is NULL, or has `count` initialized numbers and is borrowed with the network.
        unsafe {
            let at = sys::rnnk_network_gradients(self.raw(), &mut count);
            if at.is_null() {
                Err(Error::NoTraining)
            } else {
                Ok(slice::from_raw_parts_mut(at, count))
            }
        }
    }

    /// Where tensor `index`, in the order of [`Architecture::tensors`](crate::Architecture::tensors), is in
    /// [`parameters`](Network::parameters); `None` if there is none.
    pub fn place(&self, index: usize) -> Option<Place> {
        let mut place = sys::rnnk_tensor { offset: 0, rows: 0, columns: 0 };
        // SAFETY: the network is valid; C checks the index.
        check(unsafe { sys::rnnk_network_tensor(self.raw(), index, &mut place) }).ok()?;
        let sys::rnnk_tensor { offset, rows, columns } = place;
        Some(Place { offset, rows, columns })
    }
}
