#include "CTextUnicode.h"
