//! A bulletin, or its pages, as files of any form: one file or folder a form.
