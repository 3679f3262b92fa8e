/* A reader of JSON (RFC 8259) without memory of its own: walks over a text, checks it strictly, and unescapes strings in place. */

/* A text that is read, in UTF-8. `failed` is set by anything that is not JSON, and then everything fails. */
typedef struct {
    unsigned char *next, *end;
    bool failed;
} json;

/* A string that was unescaped: it is in the text of the reader. */
typedef struct {
    char *bytes;
    size_t length;
} json_string;

enum { JSON_DEPTH = 32 }; /* the deepest nesting that is read */

static bool json_fail(json *j) {
    j->failed = true;
    return false;
}

static void json_space(json *j) {
    while (j->next < j->end && (*j->next == ' ' || *j->next == '\t' || *j->next == '\n' || *j->next == '\r')) j->next++;
}

/* The first byte of what comes next, or 0 at the end. */
static unsigned char json_peek(json *j) {
    json_space(j);
    return j->failed || j->next == j->end ? 0 : *j->next;
}

/* Takes a byte of the syntax if it comes next. */
static bool json_take(json *j, char c) {
    if (json_peek(j) != (unsigned char)c) return false;
    j->next++;
    return true;
}

/* The bytes of the scalar in UTF-8 at p, or 0 if there is none: neither surrogates nor longer forms than need be. */
static size_t utf8_length(const unsigned char *p, const unsigned char *end) {
    const size_t length = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
    if (length > (size_t)(end - p)) return 0;
    for (size_t i = 1; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0;
    }
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0;
    if (p[0] == 0xED && p[1] > 0x9F) return 0;
    if (p[0] == 0xF0 && p[1] < 0x90) return 0;
    if (p[0] == 0xF4 && p[1] > 0x8F) return 0;
    return length;
}

static unsigned char *write_utf8(unsigned char *to, uint32_t scalar) {
    if (scalar < 0x80) {
        *to++ = (unsigned char)scalar;
    } else if (scalar < 0x800) {
        *to++ = (unsigned char)(0xC0 | scalar >> 6);
        *to++ = (unsigned char)(0x80 | (scalar & 0x3F));
    } else {
        if (scalar < 0x10000) {
            *to++ = (unsigned char)(0xE0 | scalar >> 12);
        } else {
            *to++ = (unsigned char)(0xF0 | scalar >> 18);
            *to++ = (unsigned char)(0x80 | (scalar >> 12 & 0x3F));
        }
        *to++ = (unsigned char)(0x80 | (scalar >> 6 & 0x3F));
        *to++ = (unsigned char)(0x80 | (scalar & 0x3F));
    }
    return to;
}

/* The number of the four hexadecimal digits behind \u. */
static bool json_hexadecimal(json *j, uint32_t *value) {
    if (j->end - j->next < 4) return json_fail(j);
    *value = 0;
    for (int i = 0; i < 4; i++) {
        const unsigned char c = *j->next++;
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return json_fail(j);
        *value = *value << 4 | (uint32_t)digit;
    }
    return true;
}

/* The scalar of an escape, behind its backslash. Surrogates come in pairs. */
static bool json_escape(json *j, uint32_t *scalar) {
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (j->next == j->end) return json_fail(j);
    const unsigned char c = *j->next++;
    if (c != 'u') {
        const char *const name = c ? strchr(names, c) : NULL;
        if (!name) return json_fail(j);
        *scalar = (uint32_t)values[name - names];
        return true;
    }
    if (!json_hexadecimal(j, scalar)) return false;
    if (*scalar < 0xD800 || *scalar > 0xDFFF) return true;
    uint32_t low = 0;
    if (*scalar > 0xDBFF || j->end - j->next < 2 || j->next[0] != '\\' || j->next[1] != 'u') return json_fail(j);
    j->next += 2;
    if (!json_hexadecimal(j, &low)) return false;
    if (low < 0xDC00 || low > 0xDFFF) return json_fail(j);
    *scalar = 0x10000 + ((*scalar - 0xD800) << 10) + (low - 0xDC00);
    return true;
}

/* Reads a string, and writes it unescaped over itself: it never becomes longer. */
static bool json_read_string(json *j, json_string *string) {
    if (!json_take(j, '"')) return json_fail(j);
    unsigned char *to = j->next;
    string->bytes = (char *)to;
    while (j->next < j->end && *j->next != '"') {
        if (*j->next == '\\') {
            uint32_t scalar = 0;
            j->next++;
            if (!json_escape(j, &scalar)) return false;
            to = write_utf8(to, scalar);
        } else {
            const size_t length = *j->next < 0x20 ? 0 : utf8_length(j->next, j->end);
            if (length == 0) return json_fail(j);
            memmove(to, j->next, length);
            to += length;
            j->next += length;
        }
    }
    if (j->next == j->end) return json_fail(j);
    j->next++;
    string->length = (size_t)((char *)to - string->bytes);
    return true;
}

static size_t json_digits(json *j) {
    const unsigned char *const begin = j->next;
    while (j->next < j->end && *j->next >= '0' && *j->next <= '9') j->next++;
    return (size_t)(j->next - begin);
}

/* Passes over a number. */
static bool json_skip_number(json *j) {
    if (j->next < j->end && *j->next == '-') j->next++;
    const bool zero = j->next < j->end && *j->next == '0';
    const size_t digits = json_digits(j);
    if (digits == 0 || (zero && digits > 1)) return json_fail(j);
    if (j->next < j->end && *j->next == '.') {
        j->next++;
        if (json_digits(j) == 0) return json_fail(j);
    }
    if (j->next < j->end && (*j->next == 'e' || *j->next == 'E')) {
        j->next++;
        if (j->next < j->end && (*j->next == '+' || *j->next == '-')) j->next++;
        if (json_digits(j) == 0) return json_fail(j);
    }
    return true;
}

/* Reads a whole number from 0 on that a size_t holds. */
static bool json_read_size(json *j, size_t *value) {
    json_space(j);
    const unsigned char *digit = j->next;
    if (!json_skip_number(j)) return false;
    *value = 0;
    for (; digit < j->next; digit++) {
        if (*digit < '0' || *digit > '9') return json_fail(j);
        if (__builtin_mul_overflow(*value, 10, value)) return json_fail(j);
        if (__builtin_add_overflow(*value, (size_t)(*digit - '0'), value)) return json_fail(j);
    }
    return true;
}

/* After an element of an array or an object: whether there is another one. Takes the comma or the end. */
static bool json_more(json *j, char end) {
    if (json_take(j, ',')) return true;
    if (!json_take(j, end)) json_fail(j);
    return false;
}

/* Reads the key of an object's next entry, and the colon behind it. */
static bool json_read_key(json *j, json_string *key) {
    return json_read_string(j, key) && (json_take(j, ':') || json_fail(j));
}

static bool json_skip_word(json *j, const char *word) {
    const size_t length = strlen(word);
    if ((size_t)(j->end - j->next) < length || memcmp(j->next, word, length) != 0) return json_fail(j);
    j->next += length;
    return true;
}

/* Passes over a value of any kind. */
static bool json_skip(json *j, int depth) {
    json_string ignored;
    const unsigned char first = json_peek(j);
    if (depth == JSON_DEPTH) return json_fail(j);
    switch (first) {
        case '"': return json_read_string(j, &ignored);
        case 't': return json_skip_word(j, "true");
        case 'f': return json_skip_word(j, "false");
        case 'n': return json_skip_word(j, "null");
        case '{':
        case '[': {
            const char end = first == '{' ? '}' : ']';
            j->next++;
            if (json_take(j, end)) return true;
            do {
                if (first == '{' && !json_read_key(j, &ignored)) return false;
                if (!json_skip(j, depth + 1)) return false;
            } while (json_more(j, end));
            return !j->failed;
        }
        default: return json_skip_number(j);
    }
}

/* Whether nothing follows but space. */
static bool json_ends(json *j) { return json_peek(j) == 0 && !j->failed && j->next == j->end; }

static bool is_text(json_string string, const char *text) {
    return string.length == strlen(text) && memcmp(string.bytes, text, string.length) == 0;
}
