#pragma once

#include "ui/theme/tokens.h"

#include <QIcon>
#include <QPixmap>
#include <QRectF>
#include <QString>

class QPainter;

namespace dermis {

/// Our own drawn set, resources/icons/.
enum class Icon {
    Arrow,
    Audit,
    Bell,
    Bolt,
    Calendar,
    Camera,
    Chart,
    Check,
    Clock,
    Close,
    Defer,
    Disk,
    Doctor,
    Door,
    Down,
    Drop,
    Edit,
    Eye,
    Face,
    Filter,
    Folder,
    Guardian,
    Hand,
    History,
    IdCard,
    Key,
    Left,
    Link,
    Lock,
    More,
    Needle,
    Note,
    Patients,
    Pause,
    Pdf,
    Pen,
    Phone,
    Play,
    Plus,
    Print,
    Product,
    Right,
    Save,
    Scan,
    Search,
    Settings,
    Shield,
    ShieldOk,
    Sign,
    Speech,
    StopSquare,
    Sun,
    Swap,
    Tag,
    Timer,
    Today,
    Undo,
    Up,
    Usb,
    Zoom,
    SeverityStop,
    SeverityRelative,
    SeverityCaution,
    SeverityNotAsked,
    SeverityClear,
    SeverityNote,
    ClearFilled,
    Brand
};

/// Every icon, for the test that paints them all.
QList<Icon> allIcons();
QString iconFile(Icon icon);

/// An icon for buttons and actions; it takes its colour when painted, so it follows the theme.
QIcon icon(Icon icon, Token colour = &Tokens::text);
/// A picture of the icon, `size` logical px square, cached; `ground` fills the signs cut out of solid shapes.
QPixmap iconPixmap(Icon icon, const QColor &colour, const QColor &ground, int size, qreal devicePixelRatio);
/// Paints the icon into `area` on a panel.
void paintIcon(QPainter &painter, Icon icon, const QRectF &area, const QColor &colour);
/// Paints the icon on another ground than a panel.
void paintIcon(QPainter &painter, Icon icon, const QRectF &area, const QColor &colour, const QColor &ground);
/// The program's window icon at every usual size.
QIcon windowIcon();

} // namespace dermis
