#pragma once

#include "ui/widgets/form_field.h"
