"""Lossless compression by a language model that learns while it codes.

    import llz
    archive = llz.compress(data, level=5)
    assert llz.decompress(archive) == data

compress(), decompress() and open() work as those of bz2 and lzma do; costs() tells what each byte costs, Prior is
what a model may know before the first one. The bytes of an archive are those of the program llz with the same
settings. Over libllz, by ctypes: nothing has to be built.
"""

import array
import builtins
import ctypes
import io
import os

__all__ = ["Error", "Prior", "compress", "costs", "decompress", "open"]

_PIECE = 65536  # bytes that are fed, and drained, at a time
_OK, _AGAIN = 0, 1

_library = ctypes.CDLL("libllz.so.0")


class _Cost(ctypes.Structure):
    _fields_ = [
        ("position", ctypes.c_uint64),
        ("kind", ctypes.c_char_p),
        ("bits", ctypes.c_double),
        ("lm", ctypes.c_double),
        ("without", ctypes.c_void_p),
    ]


_on_byte = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Cost))
_on_repeat = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64)


class _Explain(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("byte", _on_byte),
        ("user", ctypes.c_void_p),
        ("repeat", _on_repeat),
    ]


class _Options(ctypes.Structure):
    """struct llz_options; what a newer library has more of keeps its defaults."""

    _fields_ = [
        ("size", ctypes.c_size_t),
        ("level", ctypes.c_int),
        ("threads", ctypes.c_int),
        ("policy", ctypes.c_char_p),
        ("optimizer", ctypes.c_char_p),
        ("seed", ctypes.c_uint64),
        ("without", ctypes.c_uint),
        ("progress", ctypes.c_void_p),
        ("progress_user", ctypes.c_void_p),
        ("bound", ctypes.c_int),
        ("measure", ctypes.c_void_p),
        ("memory_limit", ctypes.c_uint64),
        ("output_limit", ctypes.c_uint64),
        ("budget", ctypes.c_uint64),
        ("content", ctypes.c_int),
        ("prior", ctypes.c_void_p),
        ("find_prior", ctypes.c_void_p),
        ("find_prior_user", ctypes.c_void_p),
        ("explain", ctypes.POINTER(_Explain)),
        ("split", ctypes.c_uint64),
        ("check", ctypes.c_int),
        ("index", ctypes.c_uint64),
        ("priming", ctypes.c_void_p),
        ("any_cost", ctypes.c_uint64),
        ("context", ctypes.c_void_p),
        ("model", ctypes.c_uint64),
        ("wants", ctypes.c_void_p),
        ("wants_user", ctypes.c_void_p),
        ("memory", ctypes.c_uint64),
    ]


def _declare(name, result, *arguments):
    function = getattr(_library, name)
    function.restype = result
    function.argtypes = arguments
    return function


_void_p, _int, _size_t = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
_encoder_new = _declare("llz_encoder_new", _void_p, ctypes.POINTER(_Options), ctypes.POINTER(_int))
_decoder_new = _declare("llz_decoder_new", _void_p, ctypes.POINTER(_Options), ctypes.POINTER(_int))
_free = _declare("llz_free", None, _void_p)
_feed = _declare("llz_feed", _int, _void_p, _void_p, _size_t, ctypes.POINTER(_size_t))
_drain = _declare("llz_drain", _size_t, _void_p, _void_p, _size_t)
_end = _declare("llz_end", _int, _void_p)
_message = _declare("llz_error_message", ctypes.c_char_p, _int)
_prior_load = _declare("llz_prior_load", _void_p, _void_p, _size_t, ctypes.c_uint64, ctypes.POINTER(_int))
_prior_free = _declare("llz_prior_free", None, _void_p)
_prior_id = _declare("llz_prior_id", ctypes.c_uint64, _void_p)


class Error(Exception):
    """What went wrong; code is the number in enum llz_error (llz.h)."""

    def __init__(self, code):
        super().__init__(_message(code).decode())
        self.code = code


class Prior:
    """What a model knows before the first byte: a file made by `llz train`, or its bytes."""

    def __init__(self, file):
        if not isinstance(file, (bytes, bytearray, memoryview)):
            with builtins.open(file, "rb") as f:
                file = f.read()
        data, err = bytes(file), _int(_OK)
        self._prior = _prior_load(data, len(data), 0, ctypes.byref(err))
        if not self._prior:
            raise Error(err.value)

    def __del__(self):
        if getattr(self, "_prior", None):
            _prior_free(self._prior)

    @property
    def id(self):
        return _prior_id(self._prior)


def _options(level=5, *, threads=1, policy=None, optimizer=None, seed=0, budget=0, split=0, check=64, prior=None,
             memory_limit=0, output_limit=0, model=0, memory=0):
    o = _Options(size=ctypes.sizeof(_Options), level=level, threads=threads, seed=seed, budget=budget, split=split,
                 check=check, memory_limit=memory_limit, output_limit=output_limit, model=model,
                 memory=memory)
    o.policy = policy.encode() if policy else None
    o.optimizer = optimizer.encode() if optimizer else None
    o.prior = prior._prior if prior else None
    o.keep = prior  # it has to outlive the stream
    return o


class _Stream:
    """One direction: bytes in, bytes out."""

    def __init__(self, new, options):
        err = _int(_OK)
        self._options = options
        self._stream = new(ctypes.byref(options), ctypes.byref(err))
        self._room = ctypes.create_string_buffer(_PIECE)
        if not self._stream:
            raise Error(err.value)

    def __del__(self):
        self.free()

    def free(self):
        if getattr(self, "_stream", None):
            _free(self._stream)
        self._stream = None

    def _drained(self):
        parts = []
        while True:
            n = _drain(self._stream, self._room, _PIECE)
            if n == 0:
                return b"".join(parts)
            parts.append(self._room.raw[:n])

    def feed(self, data):
        parts, at, took = [], 0, _size_t(0)
        start = ctypes.cast(ctypes.c_char_p(data), _void_p).value or 0
        while at < len(data):
            err = _feed(self._stream, start + at, len(data) - at, ctypes.byref(took))
            at += took.value
            parts.append(self._drained())
            if err not in (_OK, _AGAIN):
                raise Error(err)
        return b"".join(parts)

    def end(self):
        parts, err = [], _AGAIN
        while err == _AGAIN:
            err = _end(self._stream)
            parts.append(self._drained())
        if err != _OK:
            raise Error(err)
        return b"".join(parts)

    def run(self, data):
        try:
            return self.feed(bytes(data)) + self.end()
        finally:
            self.free()


def compress(data, level=5, **options):
    """The archive of data. options: model, which level is not asked with, threads, policy, optimizer, seed, budget,
    memory, split, check, prior, memory_limit and output_limit, as in struct llz_options (libllz(3))."""
    return _Stream(_encoder_new, _options(level, **options)).run(data)


def decompress(archive, **options):
    """The content of an archive. options: threads, prior, memory_limit, output_limit."""
    return _Stream(_decoder_new, _options(**options)).run(archive)


def costs(data, level=5, **options):
    """What each byte of data costs, in bits, as an array of doubles. Bytes of long repeats cost 0: a few bytes in the
    archive tell of all of them."""
    bits = array.array("d", bytes(8 * len(data)))

    def byte(_, cost):
        bits[cost.contents.position] = cost.contents.bits

    o = _options(level, **options)
    o.explain = ctypes.pointer(_Explain(ctypes.sizeof(_Explain), _on_byte(byte), None, _on_repeat(lambda *_: None)))
    _Stream(_encoder_new, o).run(data)
    return bits


class _Reader(io.RawIOBase):
    def __init__(self, file, close, options):
        self._file, self._close, self._left, self._whole = file, close, b"", False
        self._decoder = _Stream(_decoder_new, options)

    def readable(self):
        return True

    def readinto(self, room):
        while not self._left and not self._whole:
            piece = self._file.read(_PIECE)
            self._whole = not piece
            self._left = self._decoder.feed(piece) if piece else self._decoder.end()
        n = min(len(room), len(self._left))
        room[:n], self._left = self._left[:n], self._left[n:]
        return n

    def close(self):
        if not self.closed:
            super().close()
            self._decoder.free()
            if self._close:
                self._file.close()


class _Writer(io.RawIOBase):
    def __init__(self, file, close, options):
        self._file, self._close = file, close
        self._encoder = _Stream(_encoder_new, options)

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        self._file.write(self._encoder.feed(data))
        return len(data)

    def close(self):
        if not self.closed:
            try:
                self._file.write(self._encoder.end())
            finally:
                super().close()
                self._encoder.free()
                if self._close:
                    self._file.close()


def open(file, mode="rb", level=5, *, encoding=None, errors=None, newline=None, **options):
    """A file object over an archive: mode "r", "w" or "x", with "b" (as without either) or "t". file: a path, or a
    file object opened in binary mode, which stays open."""
    if mode.replace("b", "").replace("t", "") not in ("r", "w", "x") or ("b" in mode and "t" in mode):
        raise ValueError("invalid mode: %r" % mode)
    path = isinstance(file, (str, bytes, os.PathLike))
    settings = _options(level, **options)
    if path:
        file = builtins.open(file, mode.replace("t", "").replace("b", "") + "b")
    try:
        if "r" in mode:
            raw = io.BufferedReader(_Reader(file, path, settings), _PIECE)
        else:
            raw = io.BufferedWriter(_Writer(file, path, settings), _PIECE)
    except BaseException:
        if path:
            file.close()
        raise
    return io.TextIOWrapper(raw, encoding, errors, newline) if "t" in mode else raw
