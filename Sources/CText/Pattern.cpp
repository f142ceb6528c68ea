#include "CTextPattern.h"
