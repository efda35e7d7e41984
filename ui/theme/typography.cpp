#include "ui/theme/typography.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qreal larger = 1.35;
int wantsLarger = 0;

struct Scale
{
    int points;
    QFont::Weight weight;
};

Scale scaleOf(TypeStyle style)
{
    switch (style) {
    case TypeStyle::Brand:
        return {30, QFont::Bold};
    case TypeStyle::Display:
        return {22, QFont::Bold};
    case TypeStyle::Name:
        return {17, QFont::Bold};
    case TypeStyle::Title:
        return {13, QFont::Bold};
    case TypeStyle::Lead:
        return {11, QFont::Bold};
    case TypeStyle::BodyStrong:
        return {10, QFont::Bold};
    case TypeStyle::Small:
        return {9, QFont::Normal};
    case TypeStyle::SmallStrong:
        return {9, QFont::Bold};
    case TypeStyle::Body:
    case TypeStyle::Mono:
        break;
    }
    return {10, QFont::Normal};
}

} // namespace

QFont font(TypeStyle style)
{
    const Scale scale = scaleOf(style);
    QFont result(style == TypeStyle::Mono ? u"Noto Sans Mono"_s : u"Noto Sans"_s, scale.points, scale.weight);
    if (wantsLarger > 0)
        result.setPointSizeF(scale.points * larger);
    result.setStyleHint(style == TypeStyle::Mono ? QFont::Monospace : QFont::SansSerif);
    return result;
}

LargerType::LargerType()
{
    ++wantsLarger;
}

LargerType::~LargerType()
{
    --wantsLarger;
}

} // namespace dermis
