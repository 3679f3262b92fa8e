#include <curl/curl.h>

/* The functions of libcurl that take a variable number of arguments, which Swift cannot call, by the type of the
 * argument. */

typedef size_t (*rnnc_curl_write)(char *bytes, size_t size, size_t count, void *context);
typedef int (*rnnc_curl_progress)(void *context, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now);

static inline CURLcode rnnc_curl_set_long(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode rnnc_curl_set_string(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode rnnc_curl_set_pointer(CURL *curl, CURLoption option, void *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode rnnc_curl_set_write(CURL *curl, rnnc_curl_write write) {
    return curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write);
}

static inline CURLcode rnnc_curl_set_header(CURL *curl, rnnc_curl_write read) {
    return curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read);
}

static inline CURLcode rnnc_curl_set_progress(CURL *curl, rnnc_curl_progress progress) {
    return curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
}

static inline long rnnc_curl_get_long(CURL *curl, CURLINFO info) {
    long value = 0;
    curl_easy_getinfo(curl, info, &value);
    return value;
}

static inline curl_off_t rnnc_curl_get_offset(CURL *curl, CURLINFO info) {
    curl_off_t value = 0;
    curl_easy_getinfo(curl, info, &value);
    return value;
}

static inline const char *rnnc_curl_get_string(CURL *curl, CURLINFO info) {
    char *value = NULL;
    curl_easy_getinfo(curl, info, &value);
    return value;
}
